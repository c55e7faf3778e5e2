import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageTable } from '../../api/plugin-pages.js';
import { shared } from '../../styles/shared.js';
import { filterChoices, type NamedRow, type TableChoice } from './table-state.js';
import { t } from '../../text/text.js';

/** A search waits so long for the next letter. */
const PAUSE_MS = 300;

/** Search, filters and, on a phone, the order of a table. Fires `choice` with the new choice as detail. */
@customElement('ph-table-tools')
export class PhTableTools extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .tools { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: end; margin-bottom: 0.75rem; }
      .search { flex: 1 1 14rem; max-width: 26rem; }
      select { width: auto; min-width: 7.5rem; max-width: 100%; }
      .order { display: none; }
      @media (max-width: 640px) {
        .search { flex-basis: 100%; max-width: none; }
        .field { flex: 1 1 8rem; }
        select { width: 100%; }
        .order { display: grid; }
      }
    `,
  ];

  @property({ attribute: false }) spec!: PageTable;
  @property({ attribute: false }) rows: readonly NamedRow[] = [];
  @property({ attribute: false }) choice!: TableChoice;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const { spec, choice } = this;
    const filters = spec.columns.filter((column) => column.is_filterable === true);
    const sortable = spec.columns.filter((column) => column.is_unsortable !== true && column.is_hidden !== true);
    const chosen = choice.search !== '' || Object.keys(choice.filters).length > 0;
    return html`
      <div class="tools">
        ${spec.is_searchable === true ? html`<input class="search" type="search" aria-label=${t('page.searchNamed', { title: spec.title ?? t('page.theTable') })} placeholder=${t('page.search')}
          .value=${choice.search} @input=${this.#onSearch}>` : nothing}
        ${filters.map((column) => html`
          <label class="field"><span class="hint">${column.heading}</span><select @change=${(e: Event) => this.#filter(column.field, (e.target as HTMLSelectElement).value)}>
            <option value="" ?selected=${choice.filters[column.field] === undefined}>${t('common.all')}</option>
            ${this.#choices(column).map(({ value, label }) => html`<option value=${value} ?selected=${choice.filters[column.field] === value}>${label}</option>`)}
          </select></label>`)}
        <label class="field order"><span class="hint">${t('page.order')}</span><select @change=${(e: Event) => this.#tell({ ...choice, sort: (e.target as HTMLSelectElement).value, page: 1 })}>
          <option value="" ?selected=${choice.sort === ''}>${t('page.asItComes')}</option>
          ${sortable.flatMap((column) => [[column.field, '▲'], [`-${column.field}`, '▼']].map(([sort, mark]) => html`<option value=${sort ?? ''} ?selected=${choice.sort === sort}>${column.heading} ${mark}</option>`))}
        </select></label>
        ${chosen ? html`<button class="ghost" @click=${() => this.#tell({ ...choice, search: '', filters: {}, page: 1 })}>${t('page.showAll')}</button>` : nothing}
      </div>
    `;
  }

  #choices(column: PageTable['columns'][number]) {
    const choices = filterChoices(column, this.rows);
    const chosen = this.choice.filters[column.field];
    return chosen === undefined || choices.some(({ value }) => value === chosen) ? choices : [...choices, { value: chosen, label: chosen }];
  }

  #onSearch(event: Event): void {
    const search = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell({ ...this.choice, search, page: 1 }), PAUSE_MS);
  }

  #filter(field: string, value: string): void {
    const filters = Object.fromEntries(Object.entries({ ...this.choice.filters, [field]: value }).filter(([, each]) => each !== ''));
    this.#tell({ ...this.choice, filters, page: 1 });
  }

  #tell(detail: TableChoice): void {
    this.dispatchEvent(new CustomEvent<TableChoice>('choice', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-table-tools': PhTableTools;
  }
}
