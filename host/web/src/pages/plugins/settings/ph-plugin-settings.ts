import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../../api/auth.js';
import { pluginSettings, type TaggedSettings } from '../../../api/plugin-settings.js';
import { getPlugins } from '../../../api/plugins.js';
import type { SettingsPlace } from '../../../api/settings.js';
import { Loader } from '../../../live/loader.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import '../../../settings/ph-settings-form.js';
import './ph-settings-transfer.js';

/** The page of a plugin's settings. */
@customElement('ph-plugin-settings')
export class PhPluginSettings extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; max-width: 60rem; }
      .back { margin-bottom: 0.4rem; }
    `,
  ];

  @property({ attribute: 'plugin-id' }) pluginId = '';
  @property() userRole = '';
  @state() private read: TaggedSettings | undefined;
  #place: SettingsPlace | undefined;
  readonly #name = new Loader<string>(this, async (signal) =>
    (await getPlugins(signal)).find((plugin) => plugin.id === this.pluginId)?.name ?? this.pluginId);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pluginId')) {
      this.#place = pluginSettings(this.pluginId);
      this.read = undefined;
      void this.#name.reload();
    }
  }

  protected override render() {
    const readOnly = !hasRole(this.userRole, 'admin');
    return html`
      <p class="back small"><a href="/plugins">${t('settings.plugin.back')}</a></p>
      <div class="page-head">
        <h1>${t('settings.plugin.title', { name: this.#name.data ?? this.pluginId })}</h1>
        ${this.read === undefined ? '' : html`<ph-settings-transfer plugin-id=${this.pluginId} .tag=${this.read.tag} ?read-only=${readOnly}
          ?has-secrets=${Object.keys(this.read.settings.is_set).length > 0}
          @imported=${(event: CustomEvent<TaggedSettings>) => this.renderRoot.querySelector('ph-settings-form')?.show(event.detail)}></ph-settings-transfer>`}
      </div>
      <ph-settings-form .place=${this.#place} ?read-only=${readOnly} @taken=${(event: CustomEvent<TaggedSettings>) => { this.read = event.detail; }}></ph-settings-form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-settings': PhPluginSettings;
  }
}
