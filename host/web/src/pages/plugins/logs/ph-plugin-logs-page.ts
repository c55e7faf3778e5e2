import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import '../../logs/ph-log.js';

/** The page of a plugin's log. */
@customElement('ph-plugin-logs-page')
export class PhPluginLogsPage extends LitElement {
  static override readonly styles = [shared, css`.page-head { gap: 0.25rem 1rem; } .page-head a { width: 100%; } bdi { overflow-wrap: anywhere; }`];

  @property() plugin = '';

  protected override render() {
    return html`
      <div class="page-head"><a class="small" href="/plugins">${t('logs.plugins')}</a><h1>${t('logs.ofPlugin')} <bdi>${this.plugin}</bdi></h1></div>
      <ph-log plugin-id=${this.plugin}></ph-log>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-logs-page': PhPluginLogsPage;
  }
}
