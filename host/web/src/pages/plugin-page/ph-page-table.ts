import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../../api/http.js';
import type { PageColumn, PageForm, PageTable } from '../../api/plugin-pages.js';
import { readRoute, type Row } from '../../api/plugin-routes.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatNumber } from '../../format/numbers.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import { saveFile, toCsv } from './csv.js';
import { unknownNotice } from './elements.js';
import { outcomeNotice } from './outcome-notice.js';
import './ph-page-action.js';
import './ph-page-form.js';
import './ph-page-rows.js';
import './ph-table-tools.js';
import { fillRoute } from './placeholders.js';
import type { Outcome, Place } from './place.js';
import { SourceReader } from './source-reader.js';
import { chosenRows, pageCount, pagedRoute, pageOf, parseChoice, readAnswer, totalOf, withChoice, type NamedRow, type TableAnswer, type TableChoice } from './table-state.js';
import { kindOf } from './values.js';

/** As many rows as a file of a server-paged table takes. */
const MOST_EXPORTED = 10_000;

/** A table that a plugin described. */
@customElement('ph-page-table')
export class PhPageTable extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin-bottom: 0.75rem; }
      .head h2 { margin-right: auto; }
      .card { overflow: hidden; position: relative; }
      .outcome { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.4rem; align-items: center; margin-bottom: 0.75rem; }
      .bulk { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; padding: 0.6rem 1.25rem; background: var(--accent-soft); }
      .count { margin-top: 0.6rem; text-align: center; }
      .count:first-child { text-align: left; }
      [aria-busy='true'] { opacity: 0.65; }
    `,
  ];

  @property({ attribute: false }) spec!: PageTable;
  @property({ attribute: false }) place!: Place;
  @state() private form: { spec: PageForm; row: Row | null; heading: string } | undefined;
  @state() private outcome: Outcome | undefined;
  @state() private chosen: ReadonlySet<unknown> = new Set();
  @state() private exporting = false;
  readonly #source: SourceReader<TableAnswer> = new SourceReader<TableAnswer>(this, {
    read: async (signal) => readAnswer(this.spec, await readRoute(this.place.plugin, this.#route(), signal)),
    key: () => `${this.#route()} ${this.place.revision}`,
    live: () => (this.spec.live === true ? this.place.plugin : ''),
  });

  get #choice(): TableChoice {
    return parseChoice(this.place.keyOf(this.spec), this.spec, this.place.search);
  }

  #route(): string {
    const route = fillRoute(this.spec.source, this.place.parameters) ?? '';
    return this.spec.is_server_paged === true ? pagedRoute(route, this.spec, this.#choice) : route;
  }

  protected override render() {
    const { spec } = this;
    const { create, title, is_exportable: exportable = false } = spec;
    const head = title !== undefined || create !== undefined || exportable;
    return html`
      ${head ? html`<div class="head"><h2>${title ?? ''}</h2>
        ${exportable ? html`<button ?disabled=${this.exporting || this.#source.loader.data === undefined} @click=${() => void this.#export()}>${this.exporting ? t('page.exporting') : t('page.exportCsv')}</button>` : nothing}
        ${create === undefined ? nothing : html`<button class="primary" @click=${() => { this.form = { spec: create, row: null, heading: create.title ?? t('page.add') }; }}>
          <ph-icon .name=${'plus' as const}></ph-icon>${create.title ?? t('page.add')}</button>`}
      </div>` : nothing}
      ${outcomeNotice(this.outcome, () => { this.outcome = undefined; })}
      ${[...new Set(spec.columns.filter((column) => kindOf(column) === undefined).map((column) => column.kind ?? ''))].map((kind) => unknownNotice(t('page.kindOfColumn'), kind))}
      <div @outcome=${this.#onOutcome}>${renderLoaded(this.#source.loader, (answer) => this.#content(answer), 2)}</div>
      ${this.form === undefined ? nothing : html`
        <ph-dialog heading=${this.form.heading} @closed=${() => { this.form = undefined; }}>
          <ph-page-form .spec=${this.form.spec} .place=${this.place} .row=${this.form.row} @saved=${this.#onSaved}></ph-page-form>
        </ph-dialog>`}
    `;
  }

  #content(answer: TableAnswer) {
    const { spec } = this;
    const choice = this.#choice;
    const paged = spec.is_server_paged === true;
    const found = paged ? answer.rows : chosenRows(spec, answer.rows, choice);
    const total = paged ? answer.total : found.length;
    const pages = pageCount(total, spec.page_length);
    const page = Math.min(choice.page, pages);
    const rows = paged ? found : pageOf(found, page, spec.page_length);
    const tools = spec.is_searchable === true || spec.columns.some((column) => column.is_filterable === true);
    const narrowed = choice.search !== '' || Object.keys(choice.filters).length > 0;
    if (answer.total === 0 && !narrowed) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('page.nothingYet')}>${spec.empty_text}</ph-notice></div>`;
    }
    return html`
      ${tools ? html`<ph-table-tools .spec=${spec} .rows=${answer.rows} .choice=${choice} @choice=${(e: CustomEvent<TableChoice>) => this.#go(e.detail, true)}></ph-table-tools>` : nothing}
      <div class="card" aria-busy=${this.#source.loader.loading && paged ? 'true' : 'false'}>
        ${this.#bulk()}
        ${rows.length === 0
          ? html`<ph-notice kind="empty" heading=${t('page.nothingMatches')}>${t('page.changeTheSearch')}</ph-notice>`
          : html`<ph-page-rows .spec=${spec} .place=${this.place} .rows=${rows} .sort=${choice.sort} .chosen=${this.chosen} .totals=${this.#totals(answer, found)}
              @sort=${(e: CustomEvent<string>) => this.#go({ ...choice, sort: e.detail, page: 1 })}
              @choose=${(e: CustomEvent<Set<unknown>>) => { this.chosen = e.detail; }} @edit=${(e: CustomEvent<Row>) => this.#edit(e.detail)}></ph-page-rows>`}
      </div>
      <ph-pager .back=${page > 1} .forth=${page < pages} @back=${() => this.#go({ ...choice, page: page - 1 })} @forth=${() => this.#go({ ...choice, page: page + 1 })}></ph-pager>
      ${pages > 1 || narrowed ? html`<p class="count muted small num" role="status">${this.#countText(total, page, pages)}</p>` : nothing}
    `;
  }

  #countText(total: number, page: number, pages: number): string {
    const first = (page - 1) * this.spec.page_length + 1;
    const number = (n: number): string => formatNumber(n, null, 0);
    return pages > 1 ? t('page.rowsShown', { first: number(first), last: number(Math.min(total, first + this.spec.page_length - 1)), total: number(total) }) : tCount('page.rowCount', total);
  }

  #totals(answer: TableAnswer, found: readonly NamedRow[]): Row {
    const summed = this.spec.columns.filter((column: PageColumn) => column.has_total === true && column.is_hidden !== true);
    return this.spec.is_server_paged === true
      ? Object.fromEntries(summed.map((column) => [column.field, answer.totals[column.field]] as const).filter(([, value]) => value !== undefined))
      : Object.fromEntries(summed.map((column) => [column.field, totalOf(column, found)] as const).filter(([, value]) => value !== undefined));
  }

  #bulk() {
    const actions = this.spec.bulk_actions ?? [];
    if (actions.length === 0 || this.chosen.size === 0) {
      return nothing;
    }
    return html`<div class="bulk"><strong class="small">${t('page.chosen', { count: this.chosen.size })}</strong>
      ${actions.map((action) => html`<ph-page-action small .spec=${action} .place=${this.place} .keys=${[...this.chosen]}></ph-page-action>`)}
      <button class="ghost" @click=${() => { this.chosen = new Set(); }}>${t('page.chooseNone')}</button></div>`;
  }

  #edit(row: Row): void {
    const { edit } = this.spec;
    if (edit !== undefined) {
      this.form = { spec: edit, row, heading: edit.title ?? t('common.edit') };
    }
  }

  #onSaved(event: CustomEvent<string>): void {
    this.form = undefined;
    this.outcome = { ok: true, heading: event.detail, text: '' };
  }

  #onOutcome(event: CustomEvent<Outcome>): void {
    event.stopPropagation();
    this.outcome = event.detail;
    if (event.detail.ok) {
      this.chosen = new Set();
    }
  }

  #go(choice: TableChoice, replace = false): void {
    navigate(`${location.pathname}${withChoice(this.place.keyOf(this.spec), this.spec, this.place.search, choice)}`, { replace });
  }

  async #export(): Promise<void> {
    this.exporting = true;
    try {
      const rows = this.spec.is_server_paged === true ? await this.#readAll() : chosenRows(this.spec, this.#source.loader.data?.rows ?? [], this.#choice);
      const named = this.spec.row_heading === undefined ? this.spec.columns : [{ field: ' name', heading: this.spec.row_heading }, ...this.spec.columns];
      const csv = toCsv(named, rows.map(({ row, name }) => ({ ...row, ...(name === undefined ? {} : { ' name': name }) })));
      const title = (this.spec.title ?? this.place.plugin).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
      saveFile(`${title}.csv`, new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    } catch (cause) {
      const error = asApiError(cause);
      this.outcome = { ok: false, heading: t('page.theExportFailed'), text: error.message };
    }
    this.exporting = false;
  }

  async #readAll(): Promise<NamedRow[]> {
    const route = fillRoute(this.spec.source, this.place.parameters) ?? '';
    const rows: NamedRow[] = [];
    for (let page = 1; rows.length < MOST_EXPORTED; page += 1) {
      const answer = readAnswer(this.spec, await readRoute(this.place.plugin, pagedRoute(route, this.spec, { ...this.#choice, page }, 500)));
      rows.push(...answer.rows);
      if (answer.rows.length === 0 || rows.length >= answer.total) {
        break;
      }
    }
    return rows.slice(0, MOST_EXPORTED);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-table': PhPageTable;
  }
}
