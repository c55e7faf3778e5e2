import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getRetained, type RetainedMessage, type RetainedPage } from '../../api/broker-retained.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatBytes } from '../../format/bytes.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-ago.js';
import '../../components/ph-data-table.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import { oneLine } from './payload.js';
import './ph-retained-details.js';
import './ph-retained-undo.js';
import { hrefOf, retainedHref } from './tabs.js';
import { filterProblem } from './topics.js';

const PAGE = 50;
const PREVIEW = 70;
const COLUMNS = [
  { heading: t('broker.topic') }, { heading: t('broker.payload') }, { heading: t('broker.size'), numeric: true }, { heading: t('broker.qos'), numeric: true }, { heading: t('broker.published') }, { heading: t('broker.publishedBy') },
] as const;

/** The retained messages: to find, look at and delete. */
@customElement('ph-retained-tab')
export class PhRetainedTab extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tools { display: flex; align-items: end; gap: 0.75rem; margin-bottom: 0.75rem; }
      .tools form { flex: 1; max-width: 26rem; }
      input { font-family: var(--mono); }
      .card { overflow: hidden; }
      ph-retained-undo { margin-bottom: 0.75rem; }
    `,
  ];

  /** Whether who is signed in may delete retained messages. */
  @property({ type: Boolean }) mayDelete = false;
  /** The topic of the message whose details are open. */
  @property() open: string | undefined;
  @state() private deleted: RetainedMessage | undefined;
  @state() private problem = '';
  #filter = '#';
  #after: string[] = [];
  readonly #page = new Loader<RetainedPage>(this, (signal) =>
    getRetained({ filter: this.#filter, limit: PAGE, after: this.#after.at(-1) }, signal));

  constructor() {
    super();
    new LiveController(this, { topics: () => [], onEvent: () => undefined, onResync: () => void this.#page.reload() });
  }

  protected override render() {
    return html`
      <h2 class="sr-only">${t('broker.retainedMessages')}</h2>
      <div class="tools">
        <form class="field" @submit=${this.#onSubmit}>
          <label for="filter">${t('broker.topicFilter')}</label>
          <input id="filter" .value=${this.#filter} autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go"
            aria-invalid=${this.problem !== ''} aria-describedby="filter-help" @change=${this.#onFilter}>
        </form>
        <button class="icon" aria-label=${t('common.readAgain')} title=${t('common.readAgain')} @click=${() => void this.#page.reload()}><ph-icon .name=${'refresh' as const}></ph-icon></button>
      </div>
      <p id="filter-help">${this.problem === '' ? nothing : html`<span class="field-error" role="alert">${this.problem}</span>`}</p>
      ${this.deleted === undefined ? nothing : html`
        <ph-retained-undo .message=${this.deleted} @undone=${this.#undone} @closed=${() => { this.deleted = undefined; }}></ph-retained-undo>`}
      ${renderLoaded(this.#page, (page) => html`${this.#list(page)}${this.#details(page)}`, 1)}
    `;
  }

  #list({ messages, next }: RetainedPage) {
    if (messages.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('broker.noRetainedMessages')}>
        ${this.#filter === '#' ? t('broker.aMessageThatIsPublished') : html`${tRich('broker.noneMatches', { code: html`<code>${this.#filter}</code>` })}`}
      </ph-notice></div>`;
    }
    const rows = messages.map((message) => ({
      cells: [
        html`<a href=${retainedHref(message.topic)}><bdi>${message.topic}</bdi></a>`,
        html`<code>${oneLine(message, PREVIEW)}</code>`,
        formatBytes(message.size),
        message.qos,
        html`<ph-ago .time=${message.time}></ph-ago>`,
        message.client_id === '$hub' ? t('broker.theHub') : message.client_id,
      ],
    }));
    return html`
      <div class="card"><ph-data-table caption=${t('broker.retainedMessages')} rowHeadings .columns=${COLUMNS} .rows=${rows}></ph-data-table></div>
      <ph-pager ?back=${this.#after.length > 0} ?forth=${next !== null} @back=${this.#back} @forth=${() => this.#forth(next)}></ph-pager>
    `;
  }

  #details({ messages }: RetainedPage) {
    if (this.open === undefined) {
      return nothing;
    }
    const message = messages.find((each) => each.topic === this.open);
    return html`
      <ph-dialog heading=${this.open} @closed=${this.#close}>
        ${message === undefined
          ? html`<p>${t('broker.thereIsNoRetainedMessage')}</p>`
          : html`<ph-retained-details .message=${message} .mayDelete=${this.mayDelete} @deleted=${() => this.#onDeleted(message)}></ph-retained-details>`}
      </ph-dialog>
    `;
  }

  /** Closing by Escape comes here too; leaving by a link has already changed the address. */
  #close(): void {
    if (new URLSearchParams(location.search).has('topic')) {
      navigate(hrefOf('retained'));
    }
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    (event.target as HTMLFormElement).querySelector('input')?.blur(); // which makes it tell its change
  }

  #onFilter(event: Event): void {
    const filter = (event.target as HTMLInputElement).value.trim();
    this.problem = filterProblem(filter);
    if (this.problem === '' && filter !== this.#filter) {
      this.#filter = filter;
      this.#after = [];
      void this.#page.reload();
    }
  }

  #onDeleted(message: RetainedMessage): void {
    this.deleted = message;
    navigate(hrefOf('retained'), { replace: true });
    void this.#page.reload();
  }

  #undone(): void {
    this.deleted = undefined;
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
    'ph-retained-tab': PhRetainedTab;
  }
}
