import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getDevices, type Device } from '../../api/devices.js';
import type { Choice, PageField } from '../../api/plugin-pages.js';
import { readRoute } from '../../api/plugin-routes.js';
import { metricLabel } from '../../format/labels.js';
import { zoneName } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { fieldKind, labelOf, type Entries, type Entry } from './form-values.js';
import { fillRoute } from './placeholders.js';
import type { Place } from './place.js';
import { t } from '../../text/text.js';
import './ph-choice-input.js';
import { plainText } from './values.js';

/** From so many choices on they are searched, not listed. */
const SEARCH_FROM = 12;

/** One field with its label, help and problem. Fires `entry` with what was entered as detail. */
@customElement('ph-form-field')
export class PhFormField extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      .check { display: flex; align-items: center; gap: 0.6rem; min-height: 2.5rem; }
      .with-unit { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0.6rem; }
      input[type='color'] { width: 4rem; padding: 0.2rem; }
      textarea { font-family: inherit; font-size: 1rem; }
      .required { color: var(--bad); }
    `,
  ];

  @property({ attribute: false }) field!: PageField;
  @property({ attribute: false }) entry: Entry = '';
  /** All entries of the form, for choices that depend on them. */
  @property({ attribute: false }) entries: Entries = {};
  @property({ attribute: false }) place!: Place;
  @property() problem = '';
  #choicesRoute = '';
  readonly #choices = new Loader<Choice[]>(this, (signal) => this.#readChoices(signal));
  readonly #devices = new Loader<Device[]>(this, (signal) => (['device', 'metric'].includes(this.field.kind ?? '') ? getDevices(signal) : Promise.resolve([])));

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select, textarea, ph-choice-input')?.focus();
  }

  protected override updated(): void {
    const route = this.#route();
    if (route !== this.#choicesRoute) {
      void this.#choices.reload();
    }
  }

  #route(): string {
    return this.field.choices_route === undefined ? '' : (fillRoute(this.field.choices_route, this.entries, this.place.parameters) ?? '');
  }

  async #readChoices(signal: AbortSignal): Promise<Choice[]> {
    this.#choicesRoute = this.#route();
    if (this.#choicesRoute === '') {
      return [];
    }
    const answer = (await readRoute<unknown[]>(this.place.plugin, this.#choicesRoute, signal)) ?? [];
    return answer.map((each) => {
      const choice = each as { value?: unknown; label?: unknown } | string | number;
      return typeof choice === 'object'
        ? { value: plainText(choice.value), ...(typeof choice.label === 'string' ? { label: choice.label } : {}) }
        : { value: String(choice) };
    });
  }

  protected override render() {
    const { field } = this;
    const kind = fieldKind(field);
    if (kind === undefined) {
      return html`<div class="field"><span class="label">${labelOf(field)}</span>
        <span class="field-error">${t('page.unknownFieldKind', { kind: field.kind ?? '' })}</span></div>`;
    }
    if (kind === 'boolean') {
      return html`<label class="check"><input type="checkbox" .checked=${this.entry === true} ?disabled=${field.is_read_only === true} aria-describedby="help"
        @change=${(e: Event) => this.#tell((e.target as HTMLInputElement).checked)}><span>${labelOf(field)}</span></label>${this.#help()}`;
    }
    return html`
      <div class="field">
        <label for="input">${labelOf(field)}${field.is_required === true ? html` <span class="required" aria-hidden="true">*</span>` : nothing}</label>
        ${this.#input(kind)}${this.#help()}
      </div>
    `;
  }

  #help() {
    const { problem, field } = this;
    const zone = field.kind === 'moment' ? t('page.timeInZone', { zone: zoneName() }) : '';
    const secret = field.kind === 'secret' ? t('page.leaveItEmptyToKeep') : '';
    const help = field.help ?? (zone === '' ? secret : zone);
    return html`<span id="help">${problem !== ''
      ? html`<span class="field-error" role="alert">${problem}</span>`
      : help === '' ? nothing : html`<span class="hint">${help}</span>`}</span>`;
  }

  #input(kind: string): TemplateResult {
    const { field } = this;
    const value = typeof this.entry === 'string' ? this.entry : '';
    const invalid = this.problem === '' ? 'false' : 'true';
    const plain = (type: string, mode: 'text' | 'decimal' = 'text') => html`<input
      id="input" type=${type} .value=${value} ?readonly=${field.is_read_only === true} ?required=${field.is_required === true} aria-invalid=${invalid}
      aria-describedby="help" inputmode=${mode} maxlength=${kind === 'text' ? (field.max_length ?? nothing) : nothing}
      autocomplete=${kind === 'secret' ? 'new-password' : 'off'} step=${kind === 'moment' || kind === 'time_of_day' ? 'any' : nothing}
      @input=${(e: Event) => this.#tell((e.target as HTMLInputElement).value)}>`;
    switch (kind) {
      case 'multiline':
        return html`<textarea id="input" rows="4" .value=${value} ?readonly=${field.is_read_only === true} aria-invalid=${invalid} aria-describedby="help"
          @input=${(e: Event) => this.#tell((e.target as HTMLTextAreaElement).value)}></textarea>`;
      case 'number':
        return field.unit === undefined
          ? this.#number(value, invalid)
          : html`<span class="with-unit">${this.#number(value, invalid)}<span class="muted">${field.unit}</span></span>`;
      case 'choice':
        return this.#choice(value, field.choices_route === undefined ? (field.choices ?? []) : (this.#choices.data ?? []), this.#choices.loading);
      case 'device':
        return this.#choice(value, (this.#devices.data ?? []).map(({ id, name }) => ({ value: id, label: name })), this.#devices.loading);
      case 'metric':
        return this.#choice(value, this.#metrics(), this.#devices.loading);
      default:
        return plain({ date: 'date', time_of_day: 'time', moment: 'datetime-local', colour: 'color', secret: 'password' }[kind] ?? 'text');
    }
  }

  // A number input would hide what is no number from the form; its own check would speak in the browser's words.
  #number(value: string, invalid: 'true' | 'false') {
    const { field } = this;
    return html`<input id="input" type="number" .value=${value} ?readonly=${field.is_read_only === true} aria-invalid=${invalid} aria-describedby="help" inputmode="decimal"
      step=${field.step ?? 'any'} min=${field.min ?? nothing} max=${field.max ?? nothing} @input=${(e: Event) => this.#tell((e.target as HTMLInputElement).value)}>`;
  }

  #metrics(): Choice[] {
    const device = (this.#devices.data ?? []).find((each) => each.id === this.entries[this.field.device_field ?? '']);
    return (device?.metrics ?? []).map((metric) => ({ value: metric.name, label: metricLabel(metric) }));
  }

  #choice(value: string, known: readonly Choice[], loading: boolean): TemplateResult {
    const { field, problem } = this;
    // What is stored stays choosable, even when it is offered no longer.
    const choices = value === '' || known.some((each) => each.value === value) ? known : [...known, { value }];
    if (this.#choices.error !== undefined) {
      return html`<span class="field-error" role="alert">${t('page.theChoicesCannotBeRead', { message: this.#choices.error.message })}</span>`;
    }
    if (choices.length > SEARCH_FROM) {
      return html`<ph-choice-input id="input" .label=${labelOf(field)} .choices=${choices} .value=${value} ?disabled=${field.is_read_only === true} ?invalid=${problem !== ''}
        @choice=${(e: CustomEvent<string>) => this.#tell(e.detail)}></ph-choice-input>`;
    }
    return html`<select id="input" aria-invalid=${problem === '' ? 'false' : 'true'} aria-describedby="help" ?disabled=${field.is_read_only === true || loading}
      @change=${(e: Event) => this.#tell((e.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${value === ''}>${loading ? t('common.loading') : field.is_required === true ? t('page.choose') : '–'}</option>
      ${choices.map((each) => html`<option value=${each.value} ?selected=${each.value === value}>${each.label ?? each.value}</option>`)}
    </select>`;
  }

  #tell(detail: Entry): void {
    this.dispatchEvent(new CustomEvent<Entry>('entry', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-form-field': PhFormField;
  }
}
