import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getTableRows, type TableRows } from '../../api/plugin-tables.js';
import type { PageTable } from '../../api/plugins.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-data-table.js';
import '../../components/ph-notice.js';
import { tableColumns, tableRows } from './rows.js';

/** A live table is read again at most this often. */
const LEAST_GAP_MS = 1000;

/** A table that a plugin described, over a route of its own API. */
@customElement('ph-plugin-table')
export class PhPluginTable extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      h2 { margin-bottom: 0.6rem; }
      .card { overflow: hidden; }
    `,
  ];

  @property() plugin = '';
  @property({ attribute: false }) table: PageTable | undefined;
  readonly #rows = new Loader<{ rows: TableRows }>(this, async (signal) => ({
    rows: this.table === undefined ? null : await getTableRows(this.plugin, this.table.source, signal),
  }));
  #lastRead = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new LiveController(this, {
      topics: () => (this.table?.live === true ? [`events/${this.plugin}`] : []),
      onEvent: () => this.#readSoon(),
      onResync: () => void this.#rows.reload(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('table') !== undefined || changed.get('plugin') !== undefined) {
      void this.#rows.reload();
    }
  }

  #readSoon(): void {
    const wait = this.#lastRead + LEAST_GAP_MS - Date.now();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#lastRead = Date.now();
      void this.#rows.reload();
    }, Math.max(0, wait));
  }

  protected override render() {
    const { table } = this;
    if (table === undefined) {
      return html``;
    }
    return html`<h2>${table.title}</h2>${renderLoaded(this.#rows, ({ rows }) => this.#content(table, rows), 1)}`;
  }

  #content(table: PageTable, data: TableRows) {
    const rows = tableRows(table, data);
    if (rows.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading="Nothing yet">${table.empty_text}</ph-notice></div>`;
    }
    return html`<div class="card"><ph-data-table
      .caption=${table.title} .columns=${tableColumns(table, data)} .rows=${rows} .rowHeadings=${table.row_heading !== null}
    ></ph-data-table></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-table': PhPluginTable;
  }
}
