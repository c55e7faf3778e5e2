import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { removePlugin, type Plugin } from '../../api/plugins.js';
import { shared } from '../../styles/shared.js';
import { PluginWork } from './plugin-work.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';

/** Asks whether a plugin shall really go, and what becomes of its data. Fires `removed` or `cancelled`. */
@customElement('ph-plugin-remove')
export class PhPluginRemove extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 1rem; }
      fieldset { border: 0; padding: 0; margin: 0; display: grid; gap: 0.6rem; }
      .choice { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.7rem; align-items: center; padding: 0.75rem 0.9rem; border: 1px solid var(--line); border-radius: var(--radius-s); font-size: 0.9375rem; cursor: pointer; }
      .choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
      .choice .hint { grid-column: 2; }
      .failure { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  @state() private withData = false;
  @state() private typed = '';
  readonly #work = new PluginWork(this);

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    const isConfirmed = !this.withData || this.typed.trim() === plugin.id;
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#remove(plugin); }} novalidate>
        <p>${tRich('plugins.allVersionsOfAreDeleted', { name: html`<strong>${plugin.name}</strong>` })}</p>
        <fieldset>
          <legend class="sr-only">${t('plugins.itsData')}</legend>
          ${this.#choice(false, t('plugins.keepItsData'), t('plugins.itsDatabaseAndSettingsAre'))}
          ${this.#choice(true, t('plugins.deleteItsDataToo'), t('plugins.databaseSettingsJobHistory'))}
        </fieldset>
        ${this.withData ? html`
          <div class="field">
            <label for="typed">${tRich('plugins.typeToDeleteItsData', { code: html`<code>${plugin.id}</code>` })}</label>
            <input id="typed" autocomplete="off" autocapitalize="none" spellcheck="false" .value=${this.typed} @input=${(event: Event) => { this.typed = (event.target as HTMLInputElement).value; }}>
          </div>` : nothing}
        ${this.#work.failure === '' ? nothing : html`<p class="failure" role="alert">${this.#work.failure}</p>`}
        <div class="row">
          <button class="danger" ?disabled=${this.#work.busy || !isConfirmed}>${this.#work.busy ? t('plugins.removing') : this.withData ? t('plugins.removeWithItsData') : t('common.remove')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('cancelled'))}>${t('common.cancel')}</button>
        </div>
      </form>`;
  }

  #choice(withData: boolean, label: string, hint: string) {
    return html`<label class="choice"><input type="radio" name="data" .checked=${this.withData === withData} @change=${() => { this.withData = withData; }}>${label}<span class="hint">${hint}</span></label>`;
  }

  async #remove(plugin: Plugin): Promise<void> {
    if (this.withData && this.typed.trim() !== plugin.id) {
      return;
    }
    const isGone = await this.#work.run(async () => {
      await removePlugin(plugin.id, this.withData ? 'delete' : 'keep');
      return true;
    });
    if (isGone === true) {
      this.dispatchEvent(new Event('removed'));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-remove': PhPluginRemove;
  }
}
