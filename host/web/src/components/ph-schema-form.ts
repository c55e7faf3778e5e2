import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { humanize } from '../format/labels.js';
import { shared } from '../styles/shared.js';
import { schemaFields, valuesOf, type SchemaField } from './schema.js';
import { t } from '../text/text.js';

/** A form made from the properties of a JSON Schema. Fires `send` with the arguments as detail. */
@customElement('ph-schema-form')
export class PhSchemaForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 0.75rem; }
      .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 0.75rem; align-items: end; }
      .check { display: flex; align-items: center; gap: 0.6rem; min-height: 2.5rem; }
      button { justify-self: start; }
    `,
  ];

  @property({ attribute: false }) schema: Record<string, unknown> | null = null;
  @property() action = t('common.send');
  @property({ type: Boolean }) busy = false;

  protected override render() {
    const fields = schemaFields(this.schema);
    return html`
      <form @submit=${this.#submit}>
        ${fields.length === 0 ? nothing : html`<div class="fields">${fields.map((field) => this.#field(field))}</div>`}
        <button ?disabled=${this.busy}>${this.busy ? t('schemaForm.waiting') : this.action}</button>
      </form>
    `;
  }

  #field(field: SchemaField) {
    const { name, kind, required } = field;
    const label = field.title ?? humanize(name);
    const hint = field.description === undefined ? nothing : html`<span class="hint">${field.description}</span>`;
    if (kind === 'boolean') {
      return html`<label class="check"><input type="checkbox" name=${name} ?checked=${field.default === true}><span>${label} ${hint}</span></label>`;
    }
    const id = `field-${name}`;
    const start = typeof field.default === 'string' || typeof field.default === 'number' ? String(field.default) : '';
    const input =
      field.choices !== undefined
        ? html`<select id=${id} name=${name} ?required=${required}>
            ${required ? nothing : html`<option value=""></option>`}
            ${field.choices.map((choice) => html`<option ?selected=${choice === start}>${choice}</option>`)}
          </select>`
        : kind === 'string'
          ? html`<input id=${id} name=${name} ?required=${required} value=${start}>`
          : html`<input id=${id} name=${name} type="number" ?required=${required} value=${start} step=${kind === 'integer' ? '1' : 'any'}
              min=${field.minimum ?? nothing} max=${field.maximum ?? nothing}>`;
    return html`<div class="field"><label for=${id}>${label}${required ? nothing : html` <span class="hint">${t('schemaForm.optional')}</span>`}</label>${input}${hint}</div>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const detail = valuesOf(schemaFields(this.schema), new FormData(event.target as HTMLFormElement));
    this.dispatchEvent(new CustomEvent('send', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-schema-form': PhSchemaForm;
  }
}
