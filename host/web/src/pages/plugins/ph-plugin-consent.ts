import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { consentToPlugin, removePlugin, type Plugin } from '../../api/plugins.js';
import type { PhDialog } from '../../components/ph-dialog.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-dialog.js';
import '../../components/ph-progress.js';
import { switchOutcome, versionOutcome } from './change-outcome.js';
import { permissionsOf, wordsOf } from './permission-words.js';
import { PluginWork, tellRemoved } from './plugin-work.js';
import { phaseWords } from './plugin-state.js';
import './ph-plugin-permissions.js';
import './ph-version-facts.js';

/** Asks the owner to agree: to all that a new plugin may do, or to what a new version of it asks for in addition. */
@customElement('ph-plugin-consent')
export class PhPluginConsent extends LitElement {
  static override readonly styles = [
    shared,
    css`
      h3 { margin-bottom: 0.6rem; }
      .box { padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: var(--radius-s); }
      .failure { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; overflow-wrap: anywhere; }
      .end { margin-left: auto; }
      @media (max-width: 460px) { .row button { flex: 1 1 100%; } .end { margin: 0; } }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  /** The version that waits; undefined: the plugin is new. Kept while the dialog is open, however the plugin changes. */
  @state() private pending: string | undefined;
  @query('ph-dialog') private readonly dialog!: PhDialog;
  readonly #work = new PluginWork(this);
  #asked: Plugin | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('plugin') && this.#asked === undefined && this.plugin !== undefined) {
      this.#asked = this.plugin;
      this.pending = this.plugin.pending_version ?? undefined;
    }
  }

  protected override render() {
    const asked = this.#asked;
    if (asked === undefined) {
      return nothing;
    }
    const { pending } = this;
    const version = asked.versions.find((each) => each.name === (pending ?? asked.chosen_version));
    const phase = this.plugin === undefined ? '' : phaseWords(this.plugin);
    return html`
      <ph-dialog heading=${pending === undefined ? t('plugins.enableNamed', { name: asked.name }) : t('plugins.letDoMore', { name: asked.name })} @closed=${this.#onClosed}>
        <div class="stack">
          <p>${pending === undefined
            ? html`${tRich('plugins.isInstalledItHasNot', { name: html`<strong>${asked.name} ${asked.version}</strong>`, description: asked.description ? html`<br><span class="muted">${asked.description}</span>` : nothing })}`
            : html`${tRich('plugins.versionOfAsksForMore', { version: html`<strong>${pending}</strong>`, name: asked.name, chosen: asked.chosen_version, used: asked.chosen_version })}`}</p>
          <section>
            <h3>${pending === undefined ? t('plugins.whatItMayDo') : t('plugins.whatIsNew')}</h3>
            <div class="box">${pending === undefined
              ? html`<ph-plugin-permissions .permissions=${permissionsOf(asked)}></ph-plugin-permissions>`
              : html`<ph-plugin-permissions .permissions=${asked.pending_permissions === null ? [] : wordsOf(asked.pending_permissions)} none=${t('plugins.nothingAnyMore')}></ph-plugin-permissions>`}</div>
          </section>
          <ph-version-facts .version=${version}></ph-version-facts>
          ${this.#work.failure === '' ? nothing : html`<p class="failure" role="alert">${this.#work.failure}</p>`}
          ${this.#work.busy && phase !== '' ? html`<ph-progress label=${phase}></ph-progress>` : nothing}
          <div class="row">
            <button class="primary" ?disabled=${this.#work.busy} @click=${() => void this.#agree(asked)}>${this.#label(asked)}</button>
            <button ?disabled=${this.#work.busy} @click=${() => this.dialog.close()}>${t('plugins.notNow')}</button>
            ${pending === undefined && asked.source === 'installed' ? html`<button class="danger-ghost end" ?disabled=${this.#work.busy} @click=${() => void this.#remove(asked)}>${t('common.remove')}</button>` : nothing}
          </div>
        </div>
      </ph-dialog>`;
  }

  #label(asked: Plugin): string {
    if (this.#work.busy) {
      return t('plugins.oneMoment');
    }
    return this.pending === undefined ? t('plugins.enable') : asked.enabled ? t('plugins.allowAndUpdate') : t('plugins.allowAndEnable');
  }

  async #agree(asked: Plugin): Promise<void> {
    const { pending } = this;
    const plugin = await this.#work.change(
      () => consentToPlugin(asked.id),
      (after) => (pending === undefined ? switchOutcome(after) : versionOutcome(after, pending)),
    );
    if (plugin !== undefined) {
      this.dialog.close();
    }
  }

  async #remove(asked: Plugin): Promise<void> {
    // It never ran, so there is no data to ask about.
    const isGone = await this.#work.run(async () => {
      await removePlugin(asked.id, 'keep');
      return true;
    });
    if (isGone === true) {
      this.dialog.close();
      tellRemoved(this, asked);
    }
  }

  #onClosed(): void {
    this.dispatchEvent(new Event('closed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-consent': PhPluginConsent;
  }
}
