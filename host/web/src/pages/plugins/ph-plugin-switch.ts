import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { switchPlugin, type Plugin } from '../../api/plugins.js';
import type { PhDialog } from '../../components/ph-dialog.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-switch.js';
import { switchOutcome } from './change-outcome.js';
import { PluginWork, tellOutcome } from './plugin-work.js';
import { tRich } from '../../text/rich.js';
import './ph-plugin-consent.js';

/** Switches a plugin on and off; asks first when others would be hit, or when it has never run. */
@customElement('ph-plugin-switch')
export class PhPluginSwitch extends LitElement {
  static override readonly styles = [shared, css`:host { display: inline-flex; }`];

  @property({ attribute: false }) plugin: Plugin | undefined;
  /** The names of the plugins that need it. */
  @property({ attribute: false }) dependents: readonly string[] = [];
  @state() private asking: 'disable' | 'consent' | undefined;
  @query('ph-dialog') private readonly dialog: PhDialog | undefined;
  readonly #work = new PluginWork(this);

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    return html`
      <ph-switch .on=${plugin.enabled} .busy=${this.#work.busy || plugin.phase !== null} label=${t('plugins.enabled', { name: plugin.name })} @toggle=${() => this.#toggle(plugin)}></ph-switch>
      ${this.asking === 'consent' ? html`<ph-plugin-consent .plugin=${plugin} @closed=${this.#closed}></ph-plugin-consent>` : nothing}
      ${this.asking === 'disable' ? this.#question(plugin) : nothing}
    `;
  }

  #question(plugin: Plugin) {
    const { drivers } = plugin;
    return html`
      <ph-dialog heading=${t('plugins.disableNamed', { name: plugin.name })} @closed=${this.#closed}>
        <div class="stack">
          ${this.dependents.length === 0 ? nothing : html`<p>${tCount('plugins.dependentsWait', this.dependents.length, { names: this.dependents.join(', ') })}</p>`}
          ${drivers.length === 0 ? nothing : html`<p>${tRich(drivers.length === 1 ? 'plugins.driverGoesOffline' : 'plugins.driversGoOffline', { drivers: html`<strong>${drivers.join(', ')}</strong>` })}</p>`}
          <div class="row">
            <button class="primary" @click=${() => { this.dialog?.close(); void this.#switch(plugin); }}>${t('plugins.disable')}</button>
            <button @click=${() => this.dialog?.close()}>${t('common.cancel')}</button>
          </div>
        </div>
      </ph-dialog>`;
  }

  #toggle(plugin: Plugin): void {
    if (plugin.enabled && (this.dependents.length > 0 || plugin.drivers.length > 0)) {
      this.asking = 'disable';
    } else if (!plugin.enabled && plugin.state === 'installed') {
      this.asking = 'consent';
    } else {
      void this.#switch(plugin);
    }
  }

  async #switch(plugin: Plugin): Promise<void> {
    const { enabled } = plugin;
    if (await this.#work.change(() => switchPlugin(plugin.id, !enabled), switchOutcome) === undefined) {
      tellOutcome(this, { ok: false, heading: enabled ? t('plugins.notDisabled') : t('plugins.notEnabled'), text: this.#work.failure });
    }
    await this.updateComplete;
    this.renderRoot.querySelector('ph-switch')?.focus();
  }

  readonly #closed = (): void => { this.asking = undefined; };
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-switch': PhPluginSwitch;
  }
}
