import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { refreshCatalogue, type Catalogue } from '../../../api/catalogue.js';
import { asApiError } from '../../../api/http.js';
import type { Plugin } from '../../../api/plugins.js';
import { shared } from '../../../styles/shared.js';
import { t, tCount } from '../../../text/text.js';
import { tRich } from '../../../text/rich.js';
import '../../../components/ph-ago.js';
import '../../../components/ph-icon.js';
import '../../../components/ph-notice.js';
import './ph-catalogue-entry.js';

/** The plugins that can be installed from the catalogue. Fires `refreshed` after it was fetched anew. */
@customElement('ph-catalogue')
export class PhCatalogue extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 1rem; }
      .head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; }
      .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); gap: 1rem; align-items: start; }
      .faults { font-size: 0.875rem; }
      .faults li { overflow-wrap: anywhere; padding: 0.3rem 0; }
      summary { cursor: pointer; color: var(--text-2); font-weight: 550; }
      code { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) catalogue: Catalogue | undefined;
  @property({ attribute: false }) plugins: readonly Plugin[] = [];
  @property({ type: Boolean }) mayChange = false;
  @state() private busy = false;
  @state() private failure = '';

  protected override render() {
    const { catalogue } = this;
    if (catalogue === undefined) {
      return html`<div class="card"><ph-notice kind="error" heading=${t('plugins.catalogueNotRead')} retry @retry=${() => this.dispatchEvent(new Event('refreshed'))}>${t('plugins.theHubDidNotAnswer')}</ph-notice></div>`;
    }
    if (catalogue.source === '') {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('plugins.noCatalogue')}>
        ${tRich('plugins.aCatalogueIsAList', { code: html`<code>Plugins:Catalogue:Source</code>`, link: html`<a href="/plugins">${t('plugins.theListOfPlugins')}</a>` })}
      </ph-notice></div>`;
    }
    return html`
      <div class="head">
        <p class="small muted">${catalogue.name === '' ? nothing : html`<strong>${catalogue.name}</strong>, `}<code>${catalogue.source}</code>${catalogue.fetched_at === null ? t('plugins.neverFetched') : html`${tRich('plugins.fetched', { ago: html`<ph-ago .time=${catalogue.fetched_at}></ph-ago>` })}`}</p>
        ${this.mayChange ? html`<button ?disabled=${this.busy} @click=${() => void this.#refresh()}><ph-icon .name=${'refresh' as const}></ph-icon>${this.busy ? t('plugins.fetching') : t('plugins.fetchNow')}</button>` : nothing}
      </div>
      ${this.#trouble(catalogue)}
      ${catalogue.plugins.length === 0
        ? html`<div class="card"><ph-notice kind="empty" heading=${t('plugins.nothingInTheCatalogue')}>${catalogue.fetched_at === null ? t('plugins.itHasNotBeenFetched') : t('plugins.itListsNoPlugin')}</ph-notice></div>`
        : html`<div class="cards">${repeat(catalogue.plugins, (entry) => entry.id, (entry) => html`
          <ph-catalogue-entry .entry=${entry} .plugin=${this.plugins.find((plugin) => plugin.id === entry.id)} ?mayChange=${this.mayChange}></ph-catalogue-entry>`)}</div>`}
      ${catalogue.faults.length === 0 ? nothing : html`<details class="faults"><summary>${tCount('plugins.catalogueFaults', catalogue.faults.length)}</summary>
        <ul>${catalogue.faults.map((fault) => html`<li>${fault}</li>`)}</ul></details>`}
    `;
  }

  #trouble({ trouble, fetched_at: fetched }: Catalogue) {
    const text = this.failure === '' ? trouble : this.failure;
    return text === null ? nothing : html`<ph-notice compact kind="offline" heading=${t('plugins.catalogueNotFetched')}>
      ${text}${/[.!?]$/.test(text) ? '' : '.'} ${fetched === null ? nothing : html`${tRich('plugins.whatYouSee', { ago: html`<ph-ago .time=${fetched}></ph-ago>` })}`}
    </ph-notice>`;
  }

  async #refresh(): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      await refreshCatalogue();
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = false;
    this.dispatchEvent(new Event('refreshed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-catalogue': PhCatalogue;
  }
}
