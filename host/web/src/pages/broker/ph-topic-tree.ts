import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber } from '../../format/numbers.js';
import { formatAgo } from '../../format/time.js';
import { onSecond } from '../../live/ticker.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-icon.js';
import { oneLine } from './payload.js';
import type { TopicNode, TreeRow } from './topic-tree.js';

/** The rows of a topic tree, for mouse, touch and keyboard. Fires `toggled` and `chosen` with the path of a level. */
@customElement('ph-topic-tree')
export class PhTopicTree extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      .row {
        display: grid; grid-template-columns: auto minmax(5rem, auto) minmax(0, 1fr) auto auto; align-items: center; gap: 0.15rem 0.75rem; min-height: 2.35rem;
        padding: 0.2rem 1rem 0.2rem calc(0.4rem + (var(--level) - 1) * 1.15rem); cursor: pointer; flex-wrap: nowrap;
        content-visibility: auto; contain-intrinsic-height: 2.35rem;
      }
      .row:hover { background: var(--surface-2); }
      .row[aria-selected='true'] { background: var(--accent-soft); }
      .row:focus-visible { outline-offset: -3px; }
      .twist { display: grid; place-items: center; width: 1.75rem; height: 2rem; color: var(--text-2); }
      .twist ph-icon { width: 1rem; height: 1rem; transition: transform 120ms; }
      [aria-expanded='true'] .twist ph-icon { transform: rotate(90deg); }
      .name { font-family: var(--mono); font-size: 0.875rem; overflow-wrap: anywhere; }
      .branch { font-weight: 600; }
      .value { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--text-2); unicode-bidi: isolate; }
      .count { min-width: 3rem; text-align: right; color: var(--text-2); font-size: 0.8125rem; }
      .age { min-width: 5rem; text-align: right; color: var(--text-2); font-size: 0.8125rem; white-space: nowrap; }
      @media (max-width: 640px) {
        .row { grid-template-columns: auto minmax(0, 1fr) auto auto; gap: 0 0.5rem; padding: 0.25rem 0.8rem 0.25rem calc(0.2rem + (var(--level) - 1) * 0.85rem); min-height: 2.75rem; }
        .value { grid-column: 2 / -1; grid-row: 2; }
        .value.below { display: none; }
        .count, .age { min-width: 0; }
        .twist { height: 2.4rem; grid-row: 1; }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly TreeRow[] = [];
  @property() selected = '';
  /** The row that Tab reaches; arrow keys go on from there. */
  @state() private current = '';
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onSecond(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const reachable = this.rows.some(({ node }) => node.path === this.current) ? this.current : this.rows[0]?.node.path;
    const now = new Date();
    return html`<div role="tree" aria-label=${t('broker.topics')} @keydown=${this.#onKey}>
      ${repeat(this.rows, ({ node }) => node.path, (row) => this.#row(row, row.node.path === reachable, now))}
    </div>`;
  }

  #row({ node, level, expanded }: TreeRow, reachable: boolean, now: Date) {
    const last = node.history[0];
    return html`
      <div class="row" role="treeitem" style="--level: ${level}" aria-level=${level} aria-expanded=${expanded === undefined ? nothing : expanded}
        aria-selected=${last !== undefined && node.path === this.selected} tabindex=${reachable ? 0 : -1} data-path=${node.path}
        @click=${(e: MouseEvent) => this.#onClick(e, node)} @focus=${() => { this.current = node.path; }}>
        <span class="twist">${expanded === undefined ? nothing : html`<ph-icon .name=${'right' as const}></ph-icon>`}</span>
        <bdi class="name ${expanded === undefined ? '' : 'branch'}">${node.name === '' ? t('broker.empty') : node.name}</bdi>
        <code class="value ${last === undefined ? 'below' : ''}">${last === undefined ? branchText(node) : last.size === 0 ? t('broker.empty') : oneLine(last)}</code>
        <span class="count num" title=${t('broker.messages')}>${formatNumber(node.total)}</span>
        <span class="age num">${node.newest === null ? t('broker.earlier') : formatAgo(new Date(node.newest), now)}</span>
      </div>
    `;
  }

  #onClick(event: MouseEvent, node: TopicNode): void {
    const onTwist = (event.target as Element).closest('.twist') !== null;
    if (node.children.size > 0 && (onTwist || node.history.length === 0)) {
      this.#fire('toggled', node.path);
    } else {
      this.#fire('chosen', node.path);
    }
  }

  /** The keys of a tree, as the ARIA authoring practices have them. */
  #onKey(event: KeyboardEvent): void {
    const at = this.rows.findIndex(({ node }) => node.path === this.current);
    const row = this.rows[at];
    if (row === undefined) {
      return;
    }
    const actions: Partial<Record<string, () => void>> = {
      ArrowDown: () => this.#focus(at + 1),
      ArrowUp: () => this.#focus(at - 1),
      Home: () => this.#focus(0),
      End: () => this.#focus(this.rows.length - 1),
      ArrowRight: () => (row.expanded === false ? this.#fire('toggled', row.node.path) : this.#focus(row.expanded === true ? at + 1 : at)),
      ArrowLeft: () => (row.expanded === true ? this.#fire('toggled', row.node.path) : this.#focus(this.#parentOf(at))),
      Enter: () => this.#fire(row.node.history.length > 0 ? 'chosen' : 'toggled', row.node.path),
      ' ': () => this.#fire(row.node.history.length > 0 ? 'chosen' : 'toggled', row.node.path),
    };
    const action = actions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  }

  #parentOf(at: number): number {
    const level = this.rows[at]?.level ?? 1;
    const above = this.rows.slice(0, at).findLastIndex((row) => row.level < level);
    return above < 0 ? at : above;
  }

  #focus(at: number): void {
    const path = this.rows[at]?.node.path;
    const row = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')].find((each) => each.dataset['path'] === path);
    row?.focus();
  }

  #fire(type: 'toggled' | 'chosen', path: string): void {
    this.dispatchEvent(new CustomEvent<string>(type, { detail: path }));
  }
}

const branchText = ({ topics }: TopicNode): string => tCount('broker.topicCount', topics);

declare global {
  interface HTMLElementTagNameMap {
    'ph-topic-tree': PhTopicTree;
  }
}
