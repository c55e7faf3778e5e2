import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import { isObject, type SettingField } from './setting-fields.js';
import { settingInput } from './setting-input.js';
import '../components/ph-icon.js';

/** A list of values, or a table of rows: entries can be added, removed and moved. Fires `entered` with the new list, `left` when an input is
 * left. */
@customElement('ph-setting-list')
export class PhSettingList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 0.6rem; min-width: 0; }
      ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.3rem 0.5rem; align-items: center; }
      li.row-of-table { padding: 0.75rem; border: 1px solid var(--line); border-radius: var(--radius-s); align-items: start; }
      .cells { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: 0.6rem 0.75rem; }
      .check { display: flex; align-items: center; gap: 0.5rem; min-height: 2.5rem; }
      .with-unit { display: flex; align-items: center; gap: 0.5rem; }
      .unit { color: var(--text-2); font-size: 0.875rem; white-space: nowrap; }
      .tools { display: flex; gap: 0.1rem; }
      .tools button { width: 2.25rem; min-height: 2.25rem; }
      .turned { transform: rotate(90deg); }
      .field-error { grid-column: 1 / -1; }
      .empty { font-size: 0.875rem; color: var(--text-2); }
      .add { justify-self: start; }
      @media (max-width: 640px) {
        li.row-of-table { grid-template-columns: minmax(0, 1fr); }
        .row-of-table .tools { justify-content: flex-end; }
      }
    `,
  ];

  @property({ attribute: false }) field: SettingField | undefined;
  @property({ attribute: false }) entries: readonly unknown[] = [];
  @property({ attribute: false }) errors: Readonly<Record<string, readonly string[]>> = {};
  @property({ type: Boolean }) disabled = false;

  #isAdding = false;

  protected override render() {
    const { field } = this;
    if (field === undefined) {
      return nothing;
    }
    const isFull = field.maxLength !== undefined && this.entries.length >= field.maxLength;
    return html`
      ${this.entries.length === 0 ? html`<p class="empty">${t('settings.list.empty')}</p>` : html`<ol>${this.entries.map((entry, index) => this.#entry(field, entry, index))}</ol>`}
      ${this.disabled ? nothing : html`<button type="button" class="add" ?disabled=${isFull} @click=${() => this.#add(field)}>
        <ph-icon .name=${'plus' as const}></ph-icon>${isFull ? t('settings.list.full', { count: this.entries.length }) : t('settings.list.add')}</button>`}
    `;
  }

  #entry(field: SettingField, entry: unknown, index: number) {
    const place = `${field.path}[${index}]`;
    return html`<li class=${field.kind === 'table' ? 'row-of-table' : ''}>
      ${field.item !== undefined ? this.#single(field, field.item, entry, index, place) : html`<div class="cells">${field.columns.map((column) => this.#cell(column, entry, index, place))}</div>`}
      ${this.disabled ? nothing : html`<span class="tools">
        <button type="button" class="ghost icon" aria-label=${t('settings.list.up', { number: index + 1 })} ?disabled=${index === 0} @click=${() => this.#move(index, -1)}>
          <ph-icon class="turned" .name=${'left' as const}></ph-icon></button>
        <button type="button" class="ghost icon" aria-label=${t('settings.list.down', { number: index + 1 })} ?disabled=${index === this.entries.length - 1} @click=${() => this.#move(index, 1)}>
          <ph-icon class="turned" .name=${'right' as const}></ph-icon></button>
        <button type="button" class="ghost icon" aria-label=${t('settings.list.remove', { number: index + 1 })} @click=${() => this.#remove(index)}><ph-icon .name=${'trash' as const}></ph-icon></button>
      </span>`}
      ${this.#error(place)}
    </li>`;
  }

  #single(field: SettingField, item: SettingField, value: unknown, index: number, place: string) {
    return html`<div class="with-unit">
      ${settingInput({
        id: `entry-${index}`, field: item, value, label: t('settings.list.entry', { name: field.title, number: index + 1 }), disabled: this.disabled, invalid: this.errors[place] !== undefined,
        describedBy: `${place}-error`, entered: (next) => this.#set(index, next ?? ''),
      })}
      ${item.unit === '' ? nothing : html`<span class="unit">${item.unit}</span>`}
    </div>`;
  }

  #cell(column: SettingField, row: unknown, index: number, place: string) {
    const path = `${place}.${column.path}`;
    const id = `cell-${index}-${column.path}`;
    const value = isObject(row) ? row[column.path] : undefined;
    const input = settingInput({
      id, field: column, value: value === undefined ? column.default : value, label: t('settings.list.row', { name: column.title, number: index + 1 }), disabled: this.disabled,
      invalid: this.errors[path] !== undefined, describedBy: `${path}-error`, placeholder: column.default,
      entered: (next) => this.#setCell(index, column.path, next),
    });
    return html`<div class="field">
      <label for=${id}>${column.title}${column.required ? html` <span class="hint">${t('settings.required')}</span>` : nothing}</label>
      <div class=${column.kind === 'boolean' ? 'check' : 'with-unit'}>${input}${column.unit === '' ? nothing : html`<span class="unit">${column.unit}</span>`}</div>
      ${this.#error(path)}
    </div>`;
  }

  #error(place: string) {
    const messages = this.errors[place];
    return messages === undefined ? nothing : html`<p class="field-error" id="${place}-error">${messages.join('; ')}</p>`;
  }

  #add(field: SettingField): void {
    const start: unknown = field.item !== undefined
      ? field.item.kind === 'boolean' ? false : (field.item.choices[0]?.value ?? '')
      : Object.fromEntries(field.columns.map((column) => [column.path, column.default]));
    this.#emit([...this.entries, start]);
    this.#isAdding = true;
  }

  /** The new entry is there only when the list comes back from the page. */
  protected override updated(changed: PropertyValues<this>): void {
    if (this.#isAdding && changed.has('entries')) {
      this.#isAdding = false;
      this.#focus(this.entries.length - 1);
    }
  }

  #focus(index: number): void {
    this.renderRoot.querySelectorAll('li')[index]?.querySelector<HTMLElement>('input, select, ph-duration-input')?.focus();
  }

  #set(index: number, value: unknown): void {
    this.#emit(this.entries.map((entry, at) => (at === index ? value : entry)));
  }

  #setCell(index: number, name: string, value: unknown): void {
    this.#set(index, { ...(isObject(this.entries[index]) ? this.entries[index] : {}), [name]: value });
  }

  #move(index: number, by: -1 | 1): void {
    const entries = [...this.entries];
    entries.splice(index + by, 0, ...entries.splice(index, 1));
    this.#emit(entries);
  }

  #remove(index: number): void {
    this.#emit(this.entries.filter((_, at) => at !== index));
  }

  #emit(entries: unknown[]): void {
    this.dispatchEvent(new CustomEvent('entered', { detail: entries }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setting-list': PhSettingList;
  }
}
