import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageAction, PageColumn, PageTable } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import { cellOf, cellStyles } from './cells.js';
import { rowStyles } from './row-styles.js';
import './ph-page-action.js';
import { isMet, pageAddress, pageParameters } from './placeholders.js';
import type { Place } from './place.js';
import { nextSort, type NamedRow } from './table-state.js';
import { isNumeric, textOf, valueAt } from './values.js';

/** So many buttons stand in a row; more are behind one. */
const MOST_BUTTONS = 2;

/** The rows of a described table. Fires `sort` (detail: field), `choose` (detail: chosen keys), `edit` (detail: row). */
@customElement('ph-page-rows')
export class PhPageRows extends LitElement {
  static override readonly styles = [
    shared,
    cellStyles,
    rowStyles,
    css`.small-button { min-height: 2.1rem; padding: 0.2rem 0.7rem; font-size: 0.875rem; }`,
  ];

  @property({ attribute: false }) spec!: PageTable;
  @property({ attribute: false }) place!: Place;
  @property({ attribute: false }) rows: readonly NamedRow[] = [];
  @property({ attribute: false }) totals: Row = {};
  @property() sort = '';
  @property({ attribute: false }) chosen: ReadonlySet<unknown> = new Set();
  @property({ attribute: false }) menuOf: Row | undefined;

  protected override render() {
    const { spec, rows } = this;
    const columns = spec.columns.filter((column) => column.is_hidden !== true);
    const selects = (spec.bulk_actions ?? []).length > 0;
    const acts = spec.edit !== undefined || (spec.row_actions ?? []).length > 0;
    return html`
      <div class="scroll">
        <table>
          <caption class="sr-only">${spec.title ?? t('page.table')}</caption>
          <thead><tr>
            ${selects ? html`<th class="tick">${this.#tickAll()}</th>` : nothing}
            ${spec.row_heading === undefined ? nothing : html`<th scope="col">${spec.row_heading}</th>`}
            ${columns.map((column) => this.#heading(column))}
            ${acts ? html`<th class="acts"><span class="sr-only">${t('common.actions')}</span></th>` : nothing}
          </tr></thead>
          <tbody>${rows.map((row) => this.#row(row, columns, selects, acts))}</tbody>
          ${Object.keys(this.totals).length === 0 ? nothing : this.#totalLine(columns, selects, acts)}
        </table>
      </div>
      ${this.menuOf === undefined ? nothing : this.#menu(this.menuOf)}
    `;
  }

  #heading(column: PageColumn) {
    const numeric = isNumeric(column) ? 'numeric' : '';
    if (column.is_unsortable === true) {
      return html`<th scope="col" class=${numeric}>${column.heading}</th>`;
    }
    const order = this.sort === column.field ? 'ascending' : this.sort === `-${column.field}` ? 'descending' : 'none';
    const mark = { ascending: '▲', descending: '▼', none: '' }[order];
    return html`<th scope="col" class=${numeric} aria-sort=${order}><button class="sort" @click=${() => this.#tell('sort', nextSort(this.sort, column.field))}>
      ${column.heading}<span class="mark" aria-hidden="true">${mark}</span></button></th>`;
  }

  #row({ row, name }: NamedRow, columns: readonly PageColumn[], selects: boolean, acts: boolean) {
    const key = this.#key(row);
    return html`
      <tr class=${this.chosen.has(key) ? 'chosen' : ''}>
        ${selects ? html`<td class="tick"><input type="checkbox" aria-label=${t('page.chooseNamed', { row: this.#nameOf(row, columns) })} .checked=${this.chosen.has(key)} @change=${() => this.#toggle(key)}></td>` : nothing}
        ${name === undefined ? nothing : html`<th scope="row" class="lead"><strong>${name}</strong></th>`}
        ${columns.map((column, i) => this.#cell(column, row, i === 0 && name === undefined))}
        ${acts ? html`<td class="acts">${this.#actions(row, columns)}</td>` : nothing}
      </tr>`;
  }

  #cell(column: PageColumn, row: Row, lead: boolean) {
    const cell = cellOf(column, row, this.place);
    const numeric = isNumeric(column) ? 'numeric' : column.kind === 'date' || column.kind === 'time' ? 'moment' : '';
    if (lead) {
      const { row_page: page } = this.spec;
      const target = this.place.pages.find((each) => each.id === page);
      const shown = cell ?? '–';
      return html`<th scope="row" class="lead ${numeric}">${page === undefined
        ? shown
        : html`<a href=${pageAddress(this.place.plugin, page, pageParameters(target?.parameters, row, this.place.parameters))}>${shown}</a>`}</th>`;
    }
    return html`<td class="${numeric} ${cell === null ? 'empty' : ''}" data-heading=${column.heading}><span>${cell ?? '–'}</span></td>`;
  }

  #actions(row: Row, columns: readonly PageColumn[]) {
    const actions = this.#actionsFor(row);
    if (actions.length + (this.spec.edit === undefined ? 0 : 1) <= MOST_BUTTONS) {
      return html`<div class="buttons">${this.#editButton(row)}${actions.map((action) => this.#action(action, row))}</div>`;
    }
    return html`<div class="buttons">${this.#editButton(row)}<button class="ghost icon" aria-haspopup="dialog" aria-label=${t('page.more', { row: this.#nameOf(row, columns) })} title=${t('common.more')}
      @click=${() => { this.menuOf = row; }}><ph-icon .name=${'more' as const}></ph-icon></button></div>`;
  }

  #menu(row: Row) {
    return html`
      <ph-dialog heading=${this.#nameOf(row, this.spec.columns.filter((column) => column.is_hidden !== true))} @closed=${() => { this.menuOf = undefined; }}>
        <div class="row" @outcome=${() => { this.menuOf = undefined; }}>${this.#actionsFor(row).map((action) => html`<ph-page-action .spec=${action} .place=${this.place} .row=${row}></ph-page-action>`)}</div>
      </ph-dialog>`;
  }

  #editButton(row: Row) {
    return this.spec.edit === undefined ? nothing : html`<button class="small-button" @click=${() => this.#tell('edit', row)}>${t('common.edit')}</button>`;
  }

  #action(action: PageAction, row: Row) {
    return html`<ph-page-action small .spec=${action} .place=${this.place} .row=${row}></ph-page-action>`;
  }

  #actionsFor(row: Row): PageAction[] {
    return (this.spec.row_actions ?? []).filter((action) => isMet(action.visible_when, row, this.place.parameters));
  }

  #totalLine(columns: readonly PageColumn[], selects: boolean, acts: boolean) {
    return html`<tfoot><tr>
      ${selects ? html`<td class="tick"></td>` : nothing}
      ${columns.map((column, i) => {
        const has = valueAt(this.totals, column.field) !== undefined;
        return html`<td class="${isNumeric(column) ? 'numeric' : ''} ${i === 0 ? 'first' : has ? '' : 'empty'}" data-heading=${column.heading}><strong>${
          has ? textOf({ ...column, choices: [] }, this.totals) : i === 0 ? t('common.total') : ''}</strong></td>`;
      })}
      ${acts ? html`<td class="acts"></td>` : nothing}
    </tr></tfoot>`;
  }

  #tickAll() {
    const keys = this.rows.map(({ row }) => this.#key(row));
    const all = keys.length > 0 && keys.every((key) => this.chosen.has(key));
    return html`<input type="checkbox" aria-label=${t('page.chooseAllRows')} .checked=${all} .indeterminate=${!all && keys.some((key) => this.chosen.has(key))}
      @change=${() => this.#tell('choose', all ? new Set() : new Set(keys))}>`;
  }

  #toggle(key: unknown): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(key)) {
      chosen.add(key);
    }
    this.#tell('choose', chosen);
  }

  #key(row: Row): unknown {
    return this.spec.key_field === undefined ? row : valueAt(row, this.spec.key_field);
  }

  #nameOf(row: Row, columns: readonly PageColumn[]): string {
    return columns[0] === undefined ? 'row' : textOf(columns[0], row);
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-rows': PhPageRows;
  }
}
