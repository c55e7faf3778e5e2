import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { installFromCatalogue, type CataloguePlugin, type CatalogueVersion } from '../../../api/catalogue.js';
import type { Plugin } from '../../../api/plugins.js';
import type { PhDialog } from '../../../components/ph-dialog.js';
import { formatBytes } from '../../../format/bytes.js';
import { formatDay } from '../../../format/time.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import { tRich } from '../../../text/rich.js';
import '../../../components/ph-dialog.js';
import '../../../components/ph-plugin-icon.js';
import { versionOutcome, type Outcome } from '../change-outcome.js';
import '../ph-outcome.js';
import '../ph-plugin-consent.js';
import '../ph-plugin-update.js';
import { PluginWork } from '../plugin-work.js';
import './ph-install-progress.js';

/** One plugin of the catalogue: what it is, its newest version, and the button that installs or updates it. */
@customElement('ph-catalogue-entry')
export class PhCatalogueEntry extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: grid; gap: 0.75rem; padding: 1.25rem; }
      header { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.9rem; align-items: center; }
      h2, p, li { overflow-wrap: anywhere; }
      h2 a { color: inherit; text-decoration: none; }
      h2 a:hover { text-decoration: underline; }
      summary { cursor: pointer; width: fit-content; padding: 0.2rem 0; color: var(--text-2); font-size: 0.875rem; font-weight: 550; }
      .versions { display: grid; gap: 0.75rem; padding-top: 0.6rem; font-size: 0.875rem; }
      .changelog { white-space: pre-line; }
      .reason { color: var(--warn); }
      .failure { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) entry: CataloguePlugin | undefined;
  /** The plugin when it is installed. */
  @property({ attribute: false }) plugin: Plugin | undefined;
  @property({ type: Boolean }) mayChange = false;
  @state() private outcome: Outcome | undefined;
  @state() private asking: 'update' | 'consent' | undefined;
  @query('ph-dialog') private readonly dialog: PhDialog | undefined;
  readonly #work = new PluginWork(this);

  protected override render() {
    const { entry, plugin } = this;
    if (entry === undefined) {
      return nothing;
    }
    const newest = entry.versions.find((version) => version.version === entry.newest);
    return html`
      <article class="card" aria-label=${entry.name} @outcome=${this.#onOutcome}>
        <header>
          <ph-plugin-icon .icon=${entry.icon === '' ? null : entry.icon} .name=${entry.name}></ph-plugin-icon>
          <div>
            <h2>${plugin === undefined ? entry.name : html`<a href="/plugins/${encodeURIComponent(entry.id)}">${entry.name}</a>`}</h2>
            <p class="row small muted">${this.#badge(entry)}${newest === undefined ? nothing : html`<span>${newest.version}, ${formatBytes(newest.size_bytes)}</span>`}</p>
          </div>
        </header>
        ${entry.description === '' ? nothing : html`<p>${entry.description}</p>`}
        ${newest === undefined ? html`<p class="small reason">${entry.versions[0]?.reason ? t('plugins.noVersionRunsBecause', { reason: entry.versions[0].reason }) : t('plugins.noVersionRuns')}</p>` : nothing}
        ${this.outcome === undefined ? nothing : html`<ph-outcome .outcome=${this.outcome} @dismissed=${() => { this.outcome = undefined; }}></ph-outcome>`}
        ${this.#work.failure === '' ? nothing : html`<p class="failure small" role="alert">${this.#work.failure}</p>`}
        ${this.#work.busy ? html`<ph-install-progress plugin-id=${entry.id} .phase=${plugin?.phase ?? null}></ph-install-progress>` : nothing}
        ${this.mayChange && newest !== undefined ? this.#buttons(entry, newest) : nothing}
        <details><summary>${t('plugins.versionsAndWhatIsNew')}</summary><ul class="versions">${entry.versions.map((version) => this.#version(version))}</ul></details>
      </article>
      ${this.asking === 'update' && plugin !== undefined ? html`
        <ph-dialog heading=${t('plugins.updateNamed', { name: entry.name })} @outcome=${this.#onOutcome} @closed=${this.#closed}>
          <ph-plugin-update .plugin=${plugin} .entry=${entry} @done=${() => this.#updated(newest?.version ?? '')} @cancelled=${() => this.dialog?.close()}></ph-plugin-update>
        </ph-dialog>` : nothing}
      ${this.asking === 'consent' && plugin !== undefined ? html`<ph-plugin-consent .plugin=${plugin} @outcome=${this.#onOutcome} @closed=${this.#closed}></ph-plugin-consent>` : nothing}
    `;
  }

  #badge({ installed, update_available: hasUpdate }: CataloguePlugin) {
    if (hasUpdate) {
      return html`<span class="badge warn">${tRich('plugins.updateFrom', { installed })}</span>`;
    }
    return installed === null ? nothing : html`<span class="badge ok">${t('plugins.isInstalled', { installed })}</span>`;
  }

  #buttons(entry: CataloguePlugin, newest: CatalogueVersion) {
    if (entry.installed === null) {
      return html`<div class="row"><button class="primary" ?disabled=${this.#work.busy} @click=${() => void this.#install(entry.id, newest.version)}>${this.#work.busy ? t('plugins.installing') : t('plugins.install')}</button></div>`;
    }
    return entry.update_available ? html`<div class="row"><button class="primary" @click=${() => { this.asking = 'update'; }}>${t('plugins.updateToAsk', { version: newest.version })}</button></div>` : nothing;
  }

  #version(version: CatalogueVersion) {
    const facts = [formatBytes(version.size_bytes), version.published_at === null ? '' : formatDay(new Date(version.published_at))].filter((each) => each !== '');
    return html`<li><strong>${version.version}</strong> <span class="muted">${facts.join(', ')}</span>
      ${version.compatible ? nothing : html`<p class="reason">${tRich('plugins.notForThisHub', { reason: version.reason })}</p>`}
      ${version.changelog === '' ? nothing : html`<p class="changelog">${version.changelog}</p>`}</li>`;
  }

  async #install(id: string, version: string): Promise<void> {
    const plugin = await this.#work.change(() => installFromCatalogue(id, version), (after) => versionOutcome(after, version));
    if (plugin !== undefined) {
      this.asking = plugin.state === 'installed' || plugin.pending_version === version ? 'consent' : undefined;
    }
  }

  #updated(version: string): void {
    this.dialog?.close();
    void this.updateComplete.then(() => { this.asking = this.plugin?.pending_version === version ? 'consent' : undefined; });
  }

  readonly #closed = (): void => { this.asking = undefined; };

  readonly #onOutcome = (event: CustomEvent<Outcome>): void => {
    event.stopPropagation();
    this.outcome = event.detail;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-catalogue-entry': PhCatalogueEntry;
  }
}
