import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deleteDevice, type Device } from '../../api/devices.js';
import { asApiError } from '../../api/http.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';

/** Asks whether a device shall really go, and what becomes of its readings. Fires `removed` or `cancelled`. */
@customElement('ph-device-delete')
export class PhDeviceDelete extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 1rem; }
      fieldset { border: 0; padding: 0; margin: 0; display: grid; gap: 0.6rem; }
      label { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.7rem; align-items: center; padding: 0.75rem 0.9rem; border: 1px solid var(--line); border-radius: var(--radius-s); font-size: 0.9375rem; cursor: pointer; }
      label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
      label .hint { grid-column: 2; }
    `,
  ];

  @property({ attribute: false }) device: Device | undefined;
  @state() private busy = false;
  @state() private failure = '';

  protected override render() {
    return html`
      <form @submit=${this.#submit}>
        <p>${tRich('devices.deleteADeviceThatPublishes', { name: html`<strong>${this.device?.name ?? ''}</strong>`, code: html`<code>${this.device?.id ?? ''}</code>` })}</p>
        <fieldset>
          <legend class="sr-only">${t('devices.itsReadings')}</legend>
          <label><input type="radio" name="readings" value="keep" checked>${tRich('devices.keepItsReadings', { hint: html`<span class="hint">${t('devices.theyAreThereAgainWhen')}</span>` })}</label>
          <label><input type="radio" name="readings" value="delete">${tRich('devices.deleteItsReadingsToo', { hint: html`<span class="hint">${t('devices.thisCannotBeUndone')}</span>` })}</label>
        </fieldset>
        ${this.failure === '' ? nothing : html`<p class="field-error" role="alert">${this.failure}</p>`}
        <div class="row">
          <button class="danger" ?disabled=${this.busy}>${this.busy ? t('common.deleting') : t('common.delete')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('cancelled'))}>${t('common.cancel')}</button>
        </div>
      </form>
    `;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.device === undefined) {
      return;
    }
    const readings = new FormData(event.target as HTMLFormElement).get('readings') === 'delete' ? 'delete' : 'keep';
    this.busy = true;
    this.failure = '';
    try {
      await deleteDevice(this.device.id, readings);
      this.dispatchEvent(new Event('removed'));
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-device-delete': PhDeviceDelete;
  }
}
