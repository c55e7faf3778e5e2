import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getRetained, type RetainedMessage } from '../../api/broker-retained.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatNumber } from '../../format/numbers.js';
import { LiveController } from '../../live/live-controller.js';
import type { LiveEvent } from '../../live/live-client.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-topic-inspector.js';
import './ph-topic-tree.js';
import { TOPIC_LIMIT, TopicTree, messageOf, type TopicNode } from './topic-tree.js';
import { filterProblem } from './topics.js';

/** A busy broker changes the tree all the time; it is drawn anew at most this often. */
const REDRAW_MS = 250;
const RETAINED_AT_FIRST = 1000;
/** From this width on the inspector stands beside the tree; below it is a dialog. */
const WIDE = '(min-width: 1180px)';

/** The topics that messages come on, live, with the inspector of one of them. */
@customElement('ph-topics-tab')
export class PhTopicsTab extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tools { display: flex; flex-wrap: wrap; align-items: end; gap: 0.5rem 0.75rem; margin-bottom: 0.75rem; }
      .tools form { flex: 1 1 16rem; max-width: 26rem; }
      .tools .row { min-height: 2.5rem; }
      input { font-family: var(--mono); }
      .line { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-bottom: 0.6rem; }
      .split { display: grid; gap: 1rem; align-items: start; }
      .split.both { grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); }
      .tree { padding: 0.4rem 0; overflow: hidden; }
      .side { position: sticky; top: 1rem; display: grid; gap: 0.75rem; padding: 1rem 1.25rem 1.25rem; max-height: calc(100dvh - 2rem); overflow-y: auto; }
      .side header { display: flex; align-items: start; gap: 0.5rem; }
      .side h2 { flex: 1; min-width: 0; font-family: var(--mono); font-size: 0.9375rem; overflow-wrap: anywhere; padding-top: 0.5rem; }
      @media (max-width: 640px) {
        .tools form { flex-basis: 100%; max-width: none; }
        .tools button { padding-inline: 0.7rem; }
      }
    `,
  ];

  @state() private filter = '#';
  @state() private problem = '';
  @state() private paused = false;
  @state() private openTopic: string | undefined;
  @state() private version = 0;
  #tree = new TopicTree();
  /** Levels whose state differs from the first one: the first level open, all others closed. */
  #toggled = new Set<string>();
  #allOpen = false;
  #redraw: ReturnType<typeof setTimeout> | undefined;
  readonly #wide = window.matchMedia(WIDE);
  readonly #retained = new Loader<readonly RetainedMessage[]>(this, async (signal) => {
    const tree = this.#tree;
    const { messages } = await getRetained({ filter: this.filter, limit: RETAINED_AT_FIRST }, signal);
    messages.forEach((message) => tree.apply({ ...message, retain: true }));
    return messages;
  });

  constructor() {
    super();
    new LiveController(this, {
      topics: () => (this.paused ? [] : [`mqtt/${this.filter}`]),
      onEvent: (event) => this.#onEvent(event),
      onResync: () => undefined, // the hub tells the retained messages again by itself
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wide.addEventListener('change', this.#onWidth);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#redraw);
    this.#redraw = undefined;
    this.#wide.removeEventListener('change', this.#onWidth);
  }

  protected override render() {
    return html`
      <h2 class="sr-only">${t('broker.topics')}</h2>
      <div class="tools">
        <form class="field" @submit=${this.#onSubmit}>
          <label for="filter">${t('broker.topicFilter')}</label>
          <input id="filter" .value=${this.filter} autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go"
            aria-invalid=${this.problem !== ''} aria-describedby="filter-help" @change=${this.#onFilter}>
        </form>
        <div class="row">
          <button @click=${() => { this.paused = !this.paused; }}><ph-icon .name=${this.paused ? ('play' as const) : ('pause' as const)}></ph-icon>${this.paused ? t('broker.resume') : t('broker.pause')}</button>
          <button @click=${() => this.#openAll(true)}>${t('broker.expandAll')}</button>
          <button @click=${() => this.#openAll(false)}>${t('broker.collapseAll')}</button>
        </div>
      </div>
      <p id="filter-help">${this.problem === '' ? nothing : html`<span class="field-error" role="alert">${this.problem}</span>`}</p>
      ${renderLoaded(this.#retained, () => this.#content(), 1)}
    `;
  }

  #content() {
    const tree = this.#tree;
    if (tree.topics === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${this.paused ? t('broker.paused') : t('broker.waitingForMessages')}>
        ${this.paused ? t('broker.resumeToSeeWhat') : html`${tRich('broker.nothingHasComeOnYet', { code: html`<code>${this.filter}</code>` })}`}
      </ph-notice></div>`;
    }
    const rows = tree.rows((node, level) => this.#isOpen(node, level));
    const node = this.openTopic === undefined ? undefined : tree.find(this.openTopic);
    const beside = node !== undefined && this.#wide.matches;
    return html`
      <p class="line small muted" role="status">
        <span>${t(this.paused ? 'broker.watchedPaused' : 'broker.watched', { topics: tCount('broker.topicCount', tree.topics), count: formatNumber(tree.root.total) })}</span>
        ${tree.hidden > 0 ? html`<span>${t('broker.atMostTopicLimitTopicsAre', { most: formatNumber(TOPIC_LIMIT), hidden: formatNumber(tree.hidden) })}</span>` : nothing}
      </p>
      <div class="split ${beside ? 'both' : ''}">
        <div class="card tree"><ph-topic-tree .rows=${rows} .selected=${this.openTopic ?? ''}
          @toggled=${(e: CustomEvent<string>) => this.#toggle(e.detail)} @chosen=${(e: CustomEvent<string>) => { this.openTopic = e.detail; }}></ph-topic-tree></div>
        ${node === undefined ? nothing : beside ? this.#beside(node) : this.#dialog(node)}
      </div>
    `;
  }

  #beside(node: TopicNode) {
    return html`<aside class="card side" aria-label=${t('broker.topic')}>
      <header><h2><bdi>${node.path}</bdi></h2><button class="ghost icon" aria-label=${t('common.close')} @click=${this.#close}><ph-icon .name=${'close' as const}></ph-icon></button></header>
      <ph-topic-inspector .node=${node} .version=${this.version}></ph-topic-inspector>
    </aside>`;
  }

  #dialog(node: TopicNode) {
    return html`<ph-dialog heading=${node.path} @closed=${this.#close}>
      <ph-topic-inspector .node=${node} .version=${this.version} @publish-to=${this.#close}></ph-topic-inspector>
    </ph-dialog>`;
  }

  readonly #onWidth = (): void => this.requestUpdate();

  #close(): void {
    this.openTopic = undefined;
  }

  #isOpen(node: TopicNode, level: number): boolean {
    return this.#toggled.has(node.path) !== (this.#allOpen || level === 1);
  }

  #toggle(path: string): void {
    if (!this.#toggled.delete(path)) {
      this.#toggled.add(path);
    }
    this.requestUpdate();
  }

  #openAll(open: boolean): void {
    this.#allOpen = open;
    this.#toggled = new Set(open ? [] : this.#tree.root.children.keys());
    this.requestUpdate();
  }

  #onEvent({ topic, data }: LiveEvent): void {
    const event = messageOf(data);
    // A filter may be the beginning of another one; a message of the filter before may still come.
    if (topic !== `mqtt/${this.filter}` || event === undefined) {
      return;
    }
    this.#tree.apply(event.message, event.count);
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      this.version += 1;
    }, REDRAW_MS);
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    (event.target as HTMLFormElement).querySelector('input')?.blur(); // which makes it tell its change
  }

  #onFilter(event: Event): void {
    const filter = (event.target as HTMLInputElement).value.trim();
    this.problem = filterProblem(filter);
    if (this.problem === '' && filter !== this.filter) {
      this.filter = filter;
      this.#tree = new TopicTree();
      this.#toggled = new Set();
      this.#allOpen = false;
      this.openTopic = undefined;
      void this.#retained.reload();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-topics-tab': PhTopicsTab;
  }
}
