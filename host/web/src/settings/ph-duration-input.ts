import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import { DURATION_UNITS, durationParts, isoDuration, type DurationUnit } from './durations.js';

/** A duration as an amount and its unit. Fires `entered` with ISO 8601 as detail, or null when nothing is typed. */
@customElement('ph-duration-input')
export class PhDurationInput extends LitElement {
  static override readonly shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override readonly styles = [
    shared,
    css`
      :host { display: flex; gap: 0.4rem; min-width: 0; flex: 1; }
      input { min-width: 0; flex: 1; }
      select { width: auto !important; flex: none; }
    `,
  ];

  @property({ attribute: false }) value: unknown;
  @property() label = '';
  @property() placeholder = '';
  @property({ type: Boolean }) disabled = false;
  @property({ type: Boolean }) invalid = false;
  @state() private unit: DurationUnit | undefined;
  #emitted: unknown;

  /** While somebody types 60 s it must not become 1 min; a value from elsewhere may. */
  protected override willUpdate(): void {
    if (this.unit === undefined || this.value !== this.#emitted) {
      this.#emitted = this.value;
      this.unit = durationParts(this.value)?.unit ?? durationParts(this.placeholder)?.unit ?? 's';
    }
  }

  protected override render() {
    const typed = durationParts(this.value);
    const size = DURATION_UNITS.find((each) => each.unit === this.unit)?.ms ?? 1000;
    const from = DURATION_UNITS.find((each) => each.unit === typed?.unit)?.ms ?? 1000;
    const amount = typed === undefined ? (typeof this.value === 'string' ? this.value : '') : String((typed.amount * from) / size);
    const hint = durationParts(this.placeholder);
    return html`
      <input inputmode="decimal" autocomplete="off" aria-label=${this.label} aria-invalid=${this.invalid ? 'true' : 'false'} .value=${amount}
        placeholder=${hint === undefined ? '' : `${hint.amount} ${hint.unit}`} ?disabled=${this.disabled} @input=${this.#typed}>
      <select aria-label=${t('settings.unit-of', { name: this.label })} ?disabled=${this.disabled} @change=${this.#unitChosen}>
        ${DURATION_UNITS.map(({ unit }) => html`<option value=${unit} ?selected=${unit === this.unit}>${unit}</option>`)}
      </select>
    `;
  }

  #typed(event: InputEvent): void {
    this.#emit((event.target as HTMLInputElement).value);
  }

  #unitChosen(event: Event): void {
    this.unit = (event.target as HTMLSelectElement).value as DurationUnit;
    this.#emit(this.renderRoot.querySelector('input')?.value ?? '');
  }

  #emit(text: string): void {
    const trimmed = text.trim().replace(',', '.');
    const isNumber = trimmed !== '' && Number.isFinite(Number(trimmed));
    this.#emitted = isNumber ? isoDuration(Number(trimmed), this.unit ?? 's') : trimmed === '' ? null : text;
    this.dispatchEvent(new CustomEvent('entered', { detail: this.#emitted }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-duration-input': PhDurationInput;
  }
}
