import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getLatest } from '../../api/readings.js';
import type { PageColumn, PageTiles } from '../../api/plugin-pages.js';
import { readRoute, type Row } from '../../api/plugin-routes.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import { cellOf, cellStyles } from './cells.js';
import { fillRoute, fillText, linkParameters, pageAddress } from './placeholders.js';
import type { Place } from './place.js';
import { SourceReader } from './source-reader.js';
import { kindOf, textOf, toneOf, valueAt } from './values.js';

/** A few big values, of the plugin's own or of a device. */
@customElement('ph-page-tiles')
export class PhPageTiles extends LitElement {
  static override readonly styles = [
    shared,
    cellStyles,
    css`
      :host { display: block; }
      h2 { margin-bottom: 0.6rem; }
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 10.5rem), 1fr)); gap: 0.9rem; }
      .tile { display: grid; align-content: start; gap: 0.15rem; padding: 0.9rem 1.1rem; border-left: 4px solid var(--line); color: inherit; text-decoration: none; min-width: 0; }
      .tile.good { border-left-color: var(--ok); }
      .tile.warning { border-left-color: var(--warn-dot); }
      .tile.bad { border-left-color: var(--bad); }
      .label { color: var(--text-2); font-size: 0.875rem; font-weight: 550; overflow-wrap: anywhere; }
      .value { font-size: 1.5rem; font-weight: 650; letter-spacing: -0.01em; line-height: 1.25; overflow-wrap: anywhere; }
      .trend { font-size: 0.8125rem; color: var(--text-2); }
      @media (max-width: 480px) { .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; } .tile { padding: 0.75rem 0.8rem; } .value { font-size: 1.25rem; } }
    `,
  ];

  @property({ attribute: false }) spec!: PageTiles;
  @property({ attribute: false }) place!: Place;
  readonly #source: SourceReader<{ row: Row | null }> = new SourceReader<{ row: Row | null }>(this, {
    read: async (signal) => ({ row: await this.#read(signal) }),
    key: () => `${this.spec.source ?? ''} ${JSON.stringify(this.place.parameters)} ${this.place.revision}`,
    live: () => (this.spec.live === true ? this.place.plugin : ''),
  });

  constructor() {
    super();
    new LiveController(this, {
      topics: () => (this.#device() === undefined ? [] : [`samples/${this.#device() ?? ''}`]),
      onEvent: ({ data }) => this.#onSample(data),
      onResync: () => undefined, // the source reader reads again
    });
  }

  #device(): string | undefined {
    return this.spec.device === undefined ? undefined : fillText(this.spec.device, this.place.parameters);
  }

  async #read(signal: AbortSignal): Promise<Row | null> {
    const device = this.#device();
    if (device === undefined) {
      return readRoute<Row>(this.place.plugin, fillRoute(this.spec.source ?? '', this.place.parameters) ?? '', signal);
    }
    const latest = await getLatest(device, signal);
    return Object.fromEntries(latest.map(({ metric, value }) => [metric, value]));
  }

  #onSample(data: unknown): void {
    const metrics = (data as { metrics?: Row } | null)?.metrics;
    if (typeof metrics === 'object') {
      this.#source.loader.set({ row: { ...this.#source.loader.data?.row, ...metrics } });
    }
  }

  protected override render() {
    const { title, tiles } = this.spec;
    return html`
      ${title === undefined ? nothing : html`<h2>${title}</h2>`}
      ${renderLoaded(this.#source.loader, ({ row }) => html`<div class="tiles">${tiles.filter((tile) => tile.is_hidden !== true).map((tile) => this.#tile(tile, row ?? {}))}</div>`, 1)}
    `;
  }

  #tile(tile: PageColumn, row: Row) {
    const tone = toneOf(tile, row);
    const special = kindOf(tile) === undefined || kindOf(tile) === 'badge' || kindOf(tile) === 'percent';
    const plain: PageColumn = { ...tile };
    delete plain.link_page;
    const content = html`
      <span class="label">${tile.heading}</span>
      <span class="value num">${special ? (cellOf(plain, row, this.place) ?? '–') : textOf(tile, row)}${tone === 'warning' || tone === 'bad' ? html`<span class="sr-only"> (${tone})</span>` : nothing}</span>
      ${this.#trend(tile, row)}`;
    return tile.link_page === undefined
      ? html`<div class="card tile ${tone}">${content}</div>`
      : html`<a class="card tile ${tone}" href=${pageAddress(this.place.plugin, tile.link_page, { ...linkParameters(tile.link_parameters, { ...this.place.parameters, ...row }) })}>${content}</a>`;
  }

  #trend(tile: PageColumn, row: Row) {
    const now = valueAt(row, tile.field);
    const before = tile.previous_field === undefined ? undefined : valueAt(row, tile.previous_field);
    if (typeof now !== 'number' || typeof before !== 'number') {
      return nothing;
    }
    const difference = now - before;
    const [arrow, word] = difference > 0 ? ['↑', t('page.up')] : difference < 0 ? ['↓', t('page.down')] : ['→', t('page.unchanged')];
    const amount = difference === 0 ? '' : ` ${textOf({ ...tile, choices: [] }, { ...row, [tile.field]: Math.abs(difference) })}`;
    return html`<span class="trend num"><span aria-hidden="true">${arrow}</span><span class="sr-only">${word}</span>${amount}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-tiles': PhPageTiles;
  }
}
