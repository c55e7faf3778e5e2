import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { setUp } from '../../api/setup.js';
import { formErrors } from '../../components/form-errors.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { STEPS, fieldsOf, type SetupDraft } from './draft.js';

/** Demo devices or none; then all of it goes to the hub. Fires `answered` on each choice, `done`, `refused` with the error, or `back`. */
@customElement('ph-setup-devices')
export class PhSetupDevices extends LitElement {
  static override readonly styles = [
    shared,
    forms,
    css`
      :host { display: block; }
      dl { display: grid; grid-template-columns: fit-content(9rem) minmax(0, 1fr); gap: 0.3rem 1.1rem; font-size: 0.9375rem; padding: 0.85rem 1rem; border-radius: var(--radius-s); background: var(--surface-2); }
      dt { color: var(--text-2); }
      dd { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) draft: SetupDraft | undefined;
  readonly #work = new Work(this);

  protected override render() {
    const { draft } = this;
    if (draft === undefined) {
      return nothing;
    }
    const { error } = this.#work;
    const { general } = draft;
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#finish(draft); }} novalidate>
        <fieldset>
          <legend class="sr-only">${t('setup.devices')}</legend>
          ${this.#choice(true, t('setup.devices.demo'), t('setup.devices.demo.hint'))}
          ${this.#choice(false, t('setup.devices.none'), t('setup.devices.none.hint'))}
        </fieldset>
        <dl>
          <dt>${t('setup.owner')}</dt><dd>${draft.user_name}</dd>
          <dt>${t('setup.hub')}</dt><dd>${general.name}</dd>
          <dt>${t('setup.hub.time_zone')}</dt><dd>${general.time_zone}</dd>
          <dt>${t('setup.hub.locale')}</dt><dd>${general.locale}, ${general.currency}</dd>
          <dt>${t('setup.hub.grid')}</dt><dd>${general.nominal_voltage_volt} V, ${general.nominal_frequency_hertz} Hz</dd>
        </dl>
        ${error === undefined ? nothing : html`<p class="failure" role="alert">${error.status === 409 ? t('setup.taken') : error.message}</p>`}
        ${error?.status === 409 ? html`<a class="button" href="/" @click=${() => location.assign('/')}>${t('invite.signin')}</a>` : nothing}
        <div class="row">
          <button class="primary" ?disabled=${this.#work.busy}>${this.#work.busy ? t('setup.busy') : t('setup.finish')}</button>
          <button type="button" ?disabled=${this.#work.busy} @click=${() => this.dispatchEvent(new Event('back'))}>${t('action.back')}</button>
        </div>
      </form>`;
  }

  #choice(demo_devices: boolean, label: string, hint: string) {
    return html`<label class="choice"><input type="radio" name="demo" .checked=${this.draft?.demo_devices === demo_devices}
      @change=${() => this.dispatchEvent(new CustomEvent('answered', { detail: { demo_devices } }))}>${label}<span class="hint">${hint}</span></label>`;
  }

  async #finish({ code, user_name, password, general, demo_devices }: SetupDraft): Promise<void> {
    if (await this.#work.run(() => setUp({ code, user_name, password, general, demo_devices }))) {
      this.dispatchEvent(new Event('done'));
      return;
    }
    const { error } = this.#work;
    const known = formErrors(error, STEPS.flatMap((step) => fieldsOf(step)));
    if (error !== undefined && (error.status === 401 || known.rest === '')) {
      this.dispatchEvent(new CustomEvent('refused', { detail: error }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setup-devices': PhSetupDevices;
  }
}
