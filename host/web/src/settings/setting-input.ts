import { html, nothing, type TemplateResult } from 'lit';
import type { SettingField } from './setting-fields.js';
import { parseText, sayValue } from './setting-values.js';
import './ph-duration-input.js';

export interface InputOptions {
  id: string;
  field: SettingField;
  value: unknown;
  label: string;
  disabled: boolean;
  invalid: boolean;
  /** Of the hints and errors. */
  describedBy?: string;
  placeholder?: unknown;
  entered: (value: unknown) => void;
}

/** The input of a single value: what was typed goes to `entered` in the field's kind. */
export function settingInput(options: InputOptions): TemplateResult {
  const { id, field, value, label, disabled, invalid, describedBy, entered } = options;
  const typed = (event: Event): void => entered(parseText(field, (event.target as HTMLInputElement).value));
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const aria = invalid ? 'true' : 'false';
  switch (field.kind) {
    case 'boolean':
      return html`<input type="checkbox" id=${id} .checked=${value === true} ?disabled=${disabled} aria-label=${label} aria-describedby=${describedBy ?? nothing}
        @change=${(event: Event) => entered((event.target as HTMLInputElement).checked)}>`;
    case 'choice':
      return html`<select id=${id} ?disabled=${disabled} aria-label=${label} aria-invalid=${aria} aria-describedby=${describedBy ?? nothing}
        @change=${(event: Event) => entered(chosen(field, event))}>
        ${field.nullable || value === null || value === undefined ? html`<option value="-1" ?selected=${shown === ''}></option>` : nothing}
        ${field.choices.map((choice, index) => html`<option value=${index} ?selected=${choice.value === value}>${choice.title}</option>`)}
      </select>`;
    case 'duration':
      return html`<ph-duration-input id=${id} .value=${value} .label=${label} placeholder=${typeof options.placeholder === 'string' ? options.placeholder : ''}
        ?disabled=${disabled} ?invalid=${invalid} @entered=${(event: CustomEvent<unknown>) => entered(event.detail)}></ph-duration-input>`;
    case 'date':
    case 'time':
      return html`<input id=${id} type=${field.kind} step=${field.kind === 'time' && shown.length > 5 ? '1' : nothing} .value=${shown} ?disabled=${disabled} aria-label=${label}
        aria-invalid=${aria} aria-describedby=${describedBy ?? nothing} @input=${typed}>`;
    default:
      return html`<input id=${id} .value=${shown} ?disabled=${disabled} aria-label=${label} aria-invalid=${aria} aria-describedby=${describedBy ?? nothing}
        inputmode=${modeOf(field)} autocomplete="off" autocapitalize="none" spellcheck="false" aria-required=${field.required ? 'true' : 'false'}
        placeholder=${placeholderOf(field, options.placeholder)} @input=${typed}>`;
  }
}

const modeOf = (field: SettingField): string =>
  field.kind === 'integer' || field.kind === 'number' ? 'decimal' : field.format === 'uri' ? 'url' : field.format === 'email' ? 'email' : 'text';

const placeholderOf = (field: SettingField, value: unknown): string =>
  value === null || value === undefined || value === '' ? '' : sayValue({ ...field, unit: '' }, value);

function chosen(field: SettingField, event: Event): unknown {
  return field.choices[Number((event.target as HTMLSelectElement).value)]?.value ?? null;
}
