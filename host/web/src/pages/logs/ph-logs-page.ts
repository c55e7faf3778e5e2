import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { getPlugins, type Plugin } from '../../api/plugins.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-log-levels.js';
import './ph-log.js';

/** The page of the hub's log. */
@customElement('ph-logs-page')
export class PhLogsPage extends LitElement {
  static override readonly styles = [shared];

  @property() userRole = '';
  @property() search = '';
  @state() private levels = false;
  readonly #plugins = new Loader<Plugin[]>(this, getPlugins);

  protected override render() {
    if (!hasRole(this.userRole, 'installer')) {
      return html`<div class="page-head"><h1>${t('logs.title')}</h1></div>
        <div class="card"><ph-notice kind="empty" heading=${t('logs.forbidden')}>${t('logs.forbiddenHint')}</ph-notice></div>`;
    }
    return html`
      <div class="page-head"><h1>${t('logs.title')}</h1>
        <button @click=${() => { this.levels = true; }}>${t('logs.levels')}</button></div>
      <ph-log .plugins=${this.#plugins.data ?? []}></ph-log>
      ${this.levels ? html`<ph-log-levels ?read-only=${!hasRole(this.userRole, 'admin')} @closed=${() => { this.levels = false; }}></ph-log-levels>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-logs-page': PhLogsPage;
  }
}
