import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/http.js';
import type { GeneralSettings } from '../../api/setup.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { getLanguage } from '../../text/language.js';
import { t } from '../../text/text.js';
import { fieldsOf, type SetupDraft } from './draft.js';
import { currencies, currencyOf, GRIDS, isLocale, locales, zones } from './hub-defaults.js';

type TextField = 'name' | 'time_zone' | 'locale' | 'currency';

/** What the hub is called, where it stands and what its grid is. Fires `answered` or `back`. */
@customElement('ph-setup-hub')
export class PhSetupHub extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; }`];

  @property({ attribute: false }) draft: SetupDraft | undefined;
  @property({ attribute: false }) error: ApiError | undefined;
  @state() private general: GeneralSettings | undefined;
  @state() private ownGrid = false;
  @state() private tried = false;
  readonly #zones = zones();
  readonly #currencies = currencies(getLanguage());
  readonly #locales = locales(getLanguage());

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft') && this.draft !== undefined) {
      const { general } = this.draft;
      this.general = general;
      this.ownGrid = !GRIDS.some((grid) => grid.volt === general.nominal_voltage_volt && grid.hertz === general.nominal_frequency_hertz);
    }
  }

  protected override render() {
    const { general } = this;
    if (general === undefined) {
      return nothing;
    }
    const text = (name: TextField, more: { hint?: string; list?: string } = {}) => renderField({
      name, label: t(`setup.hub.${name}`), value: general[name], error: this.#problem(name), onInput: (value) => this.#set({ [name]: value }), ...more,
    });
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); this.#next(); }} novalidate>
        ${text('name', { hint: t('setup.hub.name.hint') })}
        ${text('time_zone', { list: 'zones', hint: t('setup.hub.time_zone.hint') })}
        <div class="pair">${text('locale', { list: 'locales' })}${text('currency', { list: 'currencies' })}</div>
        <datalist id="zones">${this.#zones.map((zone) => html`<option value=${zone}></option>`)}</datalist>
        <datalist id="locales">${this.#locales.map(({ code, name }) => html`<option value=${code}>${name}</option>`)}</datalist>
        <datalist id="currencies">${this.#currencies.map(({ code, name }) => html`<option value=${code}>${name}</option>`)}</datalist>
        <fieldset>
          <legend>${t('setup.hub.grid')}</legend>
          ${GRIDS.map(({ volt, hertz }) => html`
            <label class="choice"><input type="radio" name="grid" .checked=${!this.ownGrid && general.nominal_voltage_volt === volt}
              @change=${() => { this.ownGrid = false; this.#set({ nominal_voltage_volt: volt, nominal_frequency_hertz: hertz }); }}>${volt} V, ${hertz} Hz<span class="hint">${t(volt === 230 ? 'setup.hub.grid.230' : 'setup.hub.grid.120')}</span></label>`)}
          <label class="choice"><input type="radio" name="grid" .checked=${this.ownGrid} @change=${() => { this.ownGrid = true; }}>${t('setup.hub.grid.own')}</label>
        </fieldset>
        ${this.ownGrid ? html`<div class="pair">${this.#number('nominal_voltage_volt')}${this.#number('nominal_frequency_hertz')}</div>` : nothing}
        <div class="row">
          <button class="primary">${t('action.next')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('back'))}>${t('action.back')}</button>
        </div>
      </form>`;
  }

  #number(name: 'nominal_voltage_volt' | 'nominal_frequency_hertz') {
    const value = this.general?.[name] ?? NaN;
    return renderField({ name, label: t(`setup.hub.${name}`), type: 'number', inputmode: 'decimal', value: Number.isNaN(value) ? '' : String(value), error: this.#problem(name),
      onInput: (typed) => this.#set({ [name]: typed === '' ? NaN : Number(typed) }) });
  }

  #set(change: Partial<GeneralSettings>): void {
    if (this.general !== undefined) {
      const before = this.general;
      // The currency follows the locale until somebody chose another one.
      const follows = change.locale !== undefined && isLocale(change.locale) && before.currency === currencyOf(before.locale);
      this.general = { ...before, ...change, ...(follows ? { currency: currencyOf(change.locale ?? '') } : {}) };
      this.error = undefined;
    }
  }

  /** What is wrong with a field, as far as the browser can tell; else what the hub said. */
  #problem(name: keyof GeneralSettings): string {
    const value = this.general?.[name] ?? '';
    const bad = {
      name: value === '',
      time_zone: !this.#zones.includes(String(value)),
      locale: !isLocale(String(value)),
      currency: !/^[A-Z]{3}$/.test(String(value)),
      nominal_voltage_volt: !(Number(value) > 0),
      nominal_frequency_hertz: !(Number(value) > 0),
    }[name];
    return this.tried && bad ? t(`setup.hub.${name}.wrong`) : formErrors(this.error, fieldsOf('hub')).of(name);
  }

  #next(): void {
    this.tried = true;
    void this.updateComplete.then(() => {
      const wrong = this.renderRoot.querySelector<HTMLInputElement>('[aria-invalid="true"]');
      if (wrong !== null) {
        wrong.focus();
      } else {
        this.dispatchEvent(new CustomEvent('answered', { detail: { general: this.general } }));
      }
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setup-hub': PhSetupHub;
  }
}
