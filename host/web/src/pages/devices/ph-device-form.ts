import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { addDevice, changeDevice, type Device } from '../../api/devices.js';
import { getDrivers, type Driver } from '../../api/drivers.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-notice.js';
import { fieldErrors, parseSettings, type FieldErrors } from './field-errors.js';

const FIELDS = ['driver', 'id', 'name', 'area', 'settings'] as const;

/** Adds a device, or edits the one it is given. Fires `saved` with the device as the hub has it. */
@customElement('ph-device-form')
export class PhDeviceForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 1rem; }
      .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 1rem; }
      .failure { padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; }
    `,
  ];

  /** The device to edit; undefined: a new one. */
  @property({ attribute: false }) device: Device | undefined;
  @state() private busy = false;
  @state() private error: ApiError | undefined;
  @state() private settingsProblem = '';
  readonly #drivers = new Loader<Driver[]>(this, (signal) => (this.device === undefined ? getDrivers(signal) : Promise.resolve([])));

  protected override render() {
    return renderLoaded(this.#drivers, (drivers) => this.#form(drivers), 2);
  }

  #form(drivers: Driver[]) {
    const { device } = this;
    if (device === undefined && drivers.length === 0) {
      return html`<ph-notice kind="empty" heading=${t('devices.noDrivers')}>
        ${tRich('devices.noRunningPluginBrings', { link: html`<a href="/plugins">${t('devices.lookAtThePlugins')}</a>` })}
      </ph-notice>`;
    }
    const errors = fieldErrors(this.error, FIELDS);
    const withSettings = device === undefined || device.driver !== null;
    return html`
      <form @submit=${this.#submit} novalidate>
        ${errors.rest === '' ? nothing : html`<p class="failure" role="alert">${errors.rest}</p>`}
        ${device !== undefined ? nothing : html`
          <div class="pair">
            ${this.#field('driver', t('devices.driver'), errors, html`<select id="driver" name="driver" required>
              ${drivers.map((driver) => html`<option value=${driver.name}>${driver.name} (${driver.plugin})</option>`)}</select>`)}
            ${this.#field('id', t('devices.id'), errors, html`<input id="id" name="id" required pattern="[a-z0-9][a-z0-9_\\-]{0,62}" autocapitalize="none"
              autocomplete="off" spellcheck="false" aria-invalid=${errors.of('id') !== ''} aria-describedby="id-help">`, t('devices.smallLettersDigitsAndPart'))}
          </div>`}
        <div class="pair">
          ${this.#field('name', t('devices.name'), errors, html`<input id="name" name="name" required autocomplete="off" .value=${device?.name ?? ''} aria-invalid=${errors.of('name') !== ''} aria-describedby="name-help">`)}
          ${this.#field('area', t('devices.area'), errors, html`<input id="area" name="area" autocomplete="off" .value=${device?.area ?? ''} aria-describedby="area-help">`, t('devices.whereItIsEG'))}
        </div>
        ${withSettings ? this.#field('settings', t('devices.settingsJson'), errors, html`<textarea id="settings" name="settings" rows="6" spellcheck="false" autocapitalize="none"
          .value=${JSON.stringify(device?.settings ?? {}, null, 2)} aria-invalid=${errors.of('settings') !== '' || this.settingsProblem !== ''}
          aria-describedby="settings-help" @input=${this.#onSettings}></textarea>`, this.settingsProblem === '' ? t('devices.whatTheDriverNeeds') : '') : nothing}
        <div><button class="primary" ?disabled=${this.busy}>${this.busy ? t('devices.saving') : device === undefined ? t('devices.addDevice') : t('common.save')}</button></div>
      </form>
    `;
  }

  #field(name: string, label: string, errors: FieldErrors, input: TemplateResult, hint = '') {
    const problem = name === 'settings' && this.settingsProblem !== '' ? this.settingsProblem : errors.of(name);
    return html`
      <div class="field">
        <label for=${name}>${label}</label>${input}
        <span id="${name}-help">${problem === '' ? html`<span class="hint">${hint}</span>` : html`<span class="field-error" role="alert">${problem}</span>`}</span>
      </div>
    `;
  }

  #onSettings(event: Event): void {
    this.settingsProblem = parseSettings((event.target as HTMLTextAreaElement).value).problem ?? '';
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const element = event.target as HTMLFormElement;
    const form = new FormData(element);
    const entered = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const { settings, problem } = parseSettings(entered('settings'));
    this.settingsProblem = problem ?? '';
    if (problem !== undefined || !element.reportValidity()) {
      return;
    }
    this.busy = true;
    this.error = undefined;
    try {
      const rest = settings === undefined ? {} : { settings };
      const area = entered('area');
      const saved =
        this.device === undefined
          ? await addDevice({ id: entered('id'), name: entered('name'), driver: entered('driver'), ...(area === '' ? {} : { area }), ...rest })
          : await changeDevice(this.device.id, { name: entered('name'), area: area === '' ? null : area, ...rest });
      this.dispatchEvent(new CustomEvent<Device>('saved', { detail: saved }));
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-device-form': PhDeviceForm;
  }
}
