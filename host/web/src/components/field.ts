import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../text/text.js';
import './ph-icon.js';

export interface Field {
  /** Its id and name; unique in the element's shadow root. */
  name: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'password' | 'number' | 'date';
  autocomplete?: string;
  hint?: unknown;
  error?: string;
  list?: string;
  inputmode?: 'numeric' | 'decimal';
  required?: boolean;
  autofocus?: boolean;
  disabled?: boolean;
  maxlength?: number;
  placeholder?: string;
}

/** A labelled input with its hint and its error. A template, not an element: password managers look for inputs in their form. */
export function renderField(field: Field): TemplateResult {
  const { name, type = 'text', error = '' } = field;
  const described = [field.hint === undefined ? '' : `${name}-hint`, error === '' ? '' : `${name}-error`].filter((id) => id !== '').join(' ');
  const input = html`<input
    id=${name} name=${name} type=${type} .value=${live(field.value)} autocomplete=${field.autocomplete ?? 'off'} autocapitalize="none" spellcheck="false"
    list=${field.list ?? nothing} inputmode=${field.inputmode ?? nothing} maxlength=${field.maxlength ?? nothing} placeholder=${field.placeholder ?? nothing}
    step=${type === 'number' ? 'any' : nothing}
    ?required=${field.required ?? false} ?autofocus=${field.autofocus ?? false} ?disabled=${field.disabled ?? false}
    aria-invalid=${error === '' ? 'false' : 'true'} aria-describedby=${described === '' ? nothing : described}
    @input=${(event: Event) => field.onInput((event.target as HTMLInputElement).value)}>`;
  return html`
    <div class="field">
      <label for=${name}>${field.label}</label>
      ${type === 'password' ? html`<span class="secret">${input}${renderEye(field.label)}</span>` : input}
      ${field.hint === undefined ? nothing : html`<span class="hint" id="${name}-hint">${field.hint}</span>`}
      <span class="field-error" id="${name}-error" role="alert">${error === '' ? nothing : error}</span>
    </div>`;
}

function renderEye(label: string): TemplateResult {
  return html`<button type="button" class="ghost icon" aria-pressed="false" aria-label=${t('password.show', { label })} title=${t('password.show', { label })} @click=${toggle}>
    <ph-icon .name=${'eye' as const}></ph-icon></button>`;
}

/** Shows what is typed, or hides it again; nothing else in the page depends on it. */
function toggle(event: Event): void {
  const button = event.currentTarget as HTMLButtonElement;
  const input = button.parentElement?.querySelector('input');
  const icon = button.querySelector('ph-icon');
  if (input instanceof HTMLInputElement && icon !== null) {
    const shown = input.type === 'password';
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
    icon.name = shown ? 'eye-off' : 'eye';
  }
}
