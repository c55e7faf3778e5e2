import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getClients, type ClientPage, type ClientState, type MqttClient } from '../../api/broker-clients.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatNumber } from '../../format/numbers.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { stateWords } from './client-state.js';
import { t, tCount } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-ago.js';
import '../../components/ph-data-table.js';
import '../../components/ph-dialog.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import './ph-client-details.js';
import { clientHref, hrefOf } from './tabs.js';

const REFRESH_MS = 5000;
const TYPING_MS = 300;
const PAGE = 50;
/** For cells that are drawn inside the table, where this element's styles do not reach. */
const WHOLE_WORDS = 'overflow-wrap: break-word';
const NAME = 'display: inline-block; min-width: 10rem';
const COLUMNS = [
  { heading: t('broker.client') }, { heading: t('broker.user') }, { heading: t('common.state') }, { heading: t('common.from') }, { heading: t('broker.since') },
  { heading: t('broker.filters'), numeric: true }, { heading: t('broker.waiting'), numeric: true }, { heading: t('broker.dropped'), numeric: true },
] as const;

/** The broker's clients: to search, look into, and disconnect. */
@customElement('ph-clients-tab')
export class PhClientsTab extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .filters { display: grid; grid-template-columns: minmax(0, 22rem) minmax(0, 12rem); gap: 0.75rem; margin-bottom: 0.75rem; }
      .count { margin-bottom: 0.6rem; }
      .card { overflow: hidden; }
      @media (max-width: 640px) { .filters { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
    `,
  ];

  /** Whether who is signed in may disconnect clients. */
  @property({ type: Boolean }) mayEnd = false;
  /** The client whose details are open. */
  @property() open: string | undefined;
  #search = '';
  #state: ClientState | undefined;
  #after: string[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #page = new Loader<ClientPage>(this, (signal) => getClients(
    { search: this.#search === '' ? undefined : this.#search, state: this.#state, limit: PAGE, after: this.#after.at(-1) }, signal));

  constructor() {
    super();
    new LiveController(this, { topics: () => [], onEvent: () => undefined, onResync: () => void this.#page.reload() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#page.reload(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    clearTimeout(this.#typing);
  }

  protected override render() {
    return html`
      <h2 class="sr-only">${t('broker.clients')}</h2>
      <div class="filters">
        <div class="field"><label for="search">${t('broker.search')}</label>
          <input id="search" type="search" placeholder=${t('broker.clientIdUserOrAddress')} autocapitalize="none" spellcheck="false" @input=${this.#onSearch}></div>
        <div class="field"><label for="state">${t('common.state')}</label>
          <select id="state" @change=${this.#onState}>
            <option value="">${t('common.all')}</option><option value="connected">${t('broker.connected')}</option><option value="disconnected">${t('broker.disconnected')}</option>
          </select></div>
      </div>
      ${renderLoaded(this.#page, (page) => html`${this.#list(page)}${this.#details(page)}`, 1)}
    `;
  }

  #list({ clients, total, next }: ClientPage) {
    if (clients.length === 0 && this.#after.length === 0) {
      const filtered = this.#search !== '' || this.#state !== undefined;
      return html`<div class="card"><ph-notice kind="empty" heading=${filtered ? t('broker.noClientMatches') : t('broker.noClientsYet')}>
        ${filtered ? t('broker.searchForSomethingElse') : html`${tRich('broker.howToConnectOne', { link: html`<a href="/broker">${t('broker.overviewLink')}</a>` })}`}
      </ph-notice></div>`;
    }
    const rows = clients.map((client) => ({
      cells: [
        html`<a style=${NAME} href=${clientHref(client.id)}><bdi>${client.id}</bdi></a>`,
        client.user === null ? null : html`<span style=${WHOLE_WORDS}>${client.user}</span>`,
        html`<span class="badge ${client.state === 'connected' ? 'ok' : ''}">${stateWords(client.state)}</span>`,
        client.address === null ? null : html`<span style=${WHOLE_WORDS}>${client.address}</span> <span class="muted small">${tRich('broker.transportAndVersion', { transport: client.transport, version: client.protocol })}</span>`,
        html`<ph-ago .time=${client.since}></ph-ago>`,
        formatNumber(client.subscriptions.length),
        formatNumber(client.queued_messages),
        formatNumber(client.messages_dropped),
      ],
    }));
    return html`
      <p class="count small muted">${tCount('broker.clientCount', total)}</p>
      <div class="card"><ph-data-table caption=${t('broker.mqttClients')} rowHeadings .columns=${COLUMNS} .rows=${rows}></ph-data-table></div>
      <ph-pager ?back=${this.#after.length > 0} ?forth=${next !== null} @back=${this.#back} @forth=${() => this.#forth(next)}></ph-pager>
    `;
  }

  #details({ clients }: ClientPage) {
    if (this.open === undefined) {
      return nothing;
    }
    const client: MqttClient | undefined = clients.find((each) => each.id === this.open);
    return html`
      <ph-dialog heading=${this.open} @closed=${this.#close}>
        ${client === undefined
          ? html`<p>${t('broker.thisClientIsNotConnected')}</p>`
          : html`<ph-client-details .client=${client} .mayEnd=${this.mayEnd} @ended=${this.#ended}></ph-client-details>`}
      </ph-dialog>
    `;
  }

  #onSearch(event: Event): void {
    this.#search = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#first(), TYPING_MS);
  }

  #onState(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.#state = value === 'connected' || value === 'disconnected' ? value : undefined;
    this.#first();
  }

  #ended(): void {
    navigate(hrefOf('clients'), { replace: true });
    void this.#page.reload();
  }

  /** Closing by Escape comes here too; leaving by a link has already changed the address. */
  #close(): void {
    if (new URLSearchParams(location.search).has('client')) {
      navigate(hrefOf('clients'));
    }
  }

  #first(): void {
    this.#after = [];
    void this.#page.reload();
  }

  #back(): void {
    this.#after = this.#after.slice(0, -1);
    void this.#page.reload();
  }

  #forth(next: string | null): void {
    if (next !== null) {
      this.#after = [...this.#after, next];
      void this.#page.reload();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-clients-tab': PhClientsTab;
  }
}
