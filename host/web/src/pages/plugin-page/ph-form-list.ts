import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageField } from '../../api/plugin-pages.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { initialEntries, labelOf, visibleFields, type Entries, type Entry } from './form-values.js';
import type { Place } from './place.js';
import './ph-form-field.js';

/** The rows of a list in a form. Fires `entry` with all rows as detail. */
@customElement('ph-form-list')
export class PhFormList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      fieldset { border: 1px solid var(--line); border-radius: var(--radius-s); padding: 0.75rem 0.9rem 0.9rem; margin: 0; display: grid; gap: 0.75rem; min-width: 0; }
      legend { font-size: 0.875rem; font-weight: 550; padding: 0 0.3rem; }
      .line { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.5rem; align-items: end; }
      .line + .line { border-top: 1px solid var(--line); padding-top: 0.75rem; }
      .cells { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.5rem), 1fr)); gap: 0.6rem; align-items: start; }
      .add { justify-self: start; }
    `,
  ];

  @property({ attribute: false }) field!: PageField;
  @property({ attribute: false }) rows: readonly Entries[] = [];
  @property({ attribute: false }) problems: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) place!: Place;

  protected override render() {
    const { field, rows } = this;
    const problem = this.problems[field.name] ?? '';
    return html`
      <fieldset>
        <legend>${labelOf(field)}</legend>
        ${rows.map((row, i) => html`
          <div class="line">
            <div class="cells">${visibleFields(field.fields ?? [], row).map((each) => html`<ph-form-field
              .field=${each} .entry=${row[each.name] ?? ''} .entries=${row} .place=${this.place} .problem=${this.problems[`${field.name}[${i}].${each.name}`] ?? ''}
              @entry=${(e: CustomEvent<Entry>) => this.#tell(rows.with(i, { ...row, [each.name]: e.detail }))}></ph-form-field>`)}</div>
            <button type="button" class="ghost icon" aria-label=${t('page.removeRow', { row: i + 1 })} title=${t('common.remove')} @click=${() => this.#tell(rows.toSpliced(i, 1))}><ph-icon .name=${'trash' as const}></ph-icon></button>
          </div>`)}
        ${problem !== '' ? html`<span class="field-error" role="alert">${problem}</span>` : html`<span class="hint">${field.help ?? ''}</span>`}
        <button type="button" class="add" ?disabled=${rows.length >= (field.max_length ?? Infinity)}
          @click=${() => this.#tell([...rows, initialEntries(field.fields ?? [], null)])}><ph-icon .name=${'plus' as const}></ph-icon>${t('page.addRow')}</button>
      </fieldset>
    `;
  }

  #tell(detail: Entries[]): void {
    this.dispatchEvent(new CustomEvent<Entry>('entry', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-form-list': PhFormList;
  }
}
