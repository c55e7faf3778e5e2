import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';

export interface TableColumn {
  heading: string;
  /** Numbers stand right so that digits line up. */
  numeric?: boolean;
}

export interface TableRow {
  /** Cells in the order of the columns: texts or templates; null where there is nothing to say. */
  cells: readonly unknown[];
}

/** A table that turns into one block a row where the screen is narrow, so that nothing needs scrolling sideways. */
@customElement('ph-data-table')
export class PhDataTable extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
      caption { text-align: left; }
      th, td { padding: 0.6rem 0.9rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
      th:first-child, td:first-child { padding-left: 1.25rem; }
      th:last-child, td:last-child { padding-right: 1.25rem; }
      thead th { font-size: 0.8125rem; font-weight: 600; color: var(--text-2); white-space: nowrap; border-bottom: 1px solid var(--line); }
      tbody tr + tr > * { border-top: 1px solid var(--line); }
      tbody th { font-weight: 400; }
      strong { font-weight: 600; }
      th code { font-weight: 400; font-size: 0.8125rem; }
      .numeric { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      @media (max-width: 640px) {
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        table, tbody { display: block; }
        tbody tr { display: grid; gap: 0.15rem; padding: 0.85rem 1.1rem; }
        tbody tr + tr { border-top: 1px solid var(--line); }
        tbody tr + tr > * { border-top: 0; }
        th:first-child, td:first-child, th:last-child, td:last-child, th, td { padding: 0; }
        tbody td, tbody th, tbody .numeric { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.75rem; text-align: left; white-space: normal; }
        tbody td::before, tbody th::before { content: attr(data-heading); color: var(--text-2); font-size: 0.875rem; font-weight: 400; overflow-wrap: anywhere; }
        tbody tr .empty { display: none; }
        tbody .lead { display: block; padding-bottom: 0.25rem; }
        tbody .lead::before { display: none; }
      }
    `,
  ];

  @property() caption = '';
  @property({ attribute: false }) columns: readonly TableColumn[] = [];
  @property({ attribute: false }) rows: readonly TableRow[] = [];
  /** The first cell of each row names it. */
  @property({ type: Boolean }) rowHeadings = false;

  protected override render() {
    return html`
      <div class="scroll">
        <table>
          ${this.caption === '' ? nothing : html`<caption class="sr-only">${this.caption}</caption>`}
          <thead><tr>${this.columns.map((c) => html`<th scope="col" class=${c.numeric === true ? 'numeric' : ''}>${c.heading}</th>`)}</tr></thead>
          <tbody>${this.rows.map((row) => html`<tr>${row.cells.map((cell, i) => this.#cell(cell, i))}</tr>`)}</tbody>
        </table>
      </div>
    `;
  }

  #cell(cell: unknown, i: number) {
    const column = this.columns[i];
    const numeric = column?.numeric === true ? 'numeric' : '';
    return i === 0 && this.rowHeadings
      ? html`<th scope="row" class="lead ${numeric}" data-heading=${column?.heading ?? ''}><strong>${cell}</strong></th>`
      : html`<td class="${numeric} ${cell === null ? 'empty' : ''}" data-heading=${column?.heading ?? ''}><span>${cell ?? '–'}</span></td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-data-table': PhDataTable;
  }
}
