import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { installFromCatalogue, type CataloguePlugin } from '../../api/catalogue.js';
import type { Plugin } from '../../api/plugins.js';
import { formatBytes } from '../../format/bytes.js';
import { formatDay } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import './catalogue/ph-install-progress.js';
import { versionOutcome } from './change-outcome.js';
import { PluginWork } from './plugin-work.js';

/** What the newest version of a plugin brings, and the button that installs it. Fires `done` or `cancelled`. */
@customElement('ph-plugin-update')
export class PhPluginUpdate extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .changelog { padding: 0.8rem 1rem; border-radius: var(--radius-s); background: var(--surface-2); white-space: pre-line; overflow-wrap: anywhere; max-height: 40dvh; overflow-y: auto; }
      .failure { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  @property({ attribute: false }) entry: CataloguePlugin | undefined;
  readonly #work = new PluginWork(this);

  protected override render() {
    const { plugin, entry } = this;
    const newest = entry?.versions.find((version) => version.version === entry.newest);
    if (plugin === undefined || newest === undefined) {
      return nothing;
    }
    const facts = [formatBytes(newest.size_bytes), newest.published_at === null ? '' : formatDay(new Date(newest.published_at))].filter((each) => each !== '');
    return html`
      <div class="stack">
        <p>${tRich('plugins.updateFromTo', { from: html`<strong>${plugin.version}</strong>`, to: html`<strong>${newest.version}</strong>`, facts: html`<span class="muted">(${facts.join(', ')})</span>`, meanwhile: plugin.enabled
          ? t('plugins.theRunningVersionWorks')
          : t('plugins.thePluginIsOff') })}</p>
        <div class="changelog" tabindex="0" role="group" aria-label=${t('plugins.whatIsNew')}>${newest.changelog === '' ? t('plugins.itsAuthorDoesNotSay') : newest.changelog}</div>
        ${this.#work.failure === '' ? nothing : html`<p class="failure" role="alert">${this.#work.failure}</p>`}
        ${this.#work.busy ? html`<ph-install-progress plugin-id=${plugin.id} .phase=${plugin.phase}></ph-install-progress>` : nothing}
        <div class="row">
          <button class="primary" ?disabled=${this.#work.busy} @click=${() => void this.#update(plugin, newest.version)}>${this.#work.busy ? t('plugins.updating') : t('plugins.updateTo', { version: newest.version })}</button>
          <button @click=${() => this.dispatchEvent(new Event('cancelled'))}>${this.#work.busy ? t('common.close') : t('plugins.notNow')}</button>
        </div>
      </div>`;
  }

  async #update(plugin: Plugin, version: string): Promise<void> {
    const after = await this.#work.change(() => installFromCatalogue(plugin.id, version), (changed) => versionOutcome(changed, version));
    if (after !== undefined) {
      this.dispatchEvent(new Event('done'));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-update': PhPluginUpdate;
  }
}
