import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { putCertificate, type CertificateFiles } from '../../api/tls.js';
import { renderError } from '../../components/loaded.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';

/** Replaces the hub's certificate by files. Fires `closed`, and `replaced` when the hub has taken them. */
@customElement('ph-certificate-upload')
export class PhCertificateUpload extends LitElement {
  static override readonly styles = [shared, css`form { display: grid; gap: 1rem; }`];

  @state() private busy = false;
  @state() private error: ApiError | undefined;

  protected override render() {
    const whole = this.error !== undefined && Object.keys(this.error.fields).length === 0;
    return html`<ph-dialog heading=${t('certificate.upload_title')} @closed=${() => this.dispatchEvent(new Event('closed'))}>
      <form @submit=${this.#onSubmit}>
        ${whole && this.error !== undefined ? renderError(this.error, undefined, true) : nothing}
        ${this.#file('certificate', '.pem,.crt,.cer,.pfx,.p12', true)}
        ${this.#file('key', '.pem,.key', false)}
        <div class="field">
          <label for="password">${t('certificate.password')}</label>
          <input id="password" name="password" type="password" autocomplete="off" aria-describedby="password-error">
          ${this.#message('password')}
        </div>
        <div class="row"><button class="primary" ?disabled=${this.busy}>${t(this.busy ? 'certificate.sending' : 'certificate.replace')}</button></div>
      </form>
    </ph-dialog>`;
  }

  #file(name: 'certificate' | 'key', accept: string, required: boolean) {
    return html`<div class="field">
      <label for=${name}>${t(`certificate.${name}_file`)}</label>
      <input id=${name} name=${name} type="file" accept=${accept} ?required=${required} aria-describedby="${name}-error">
      <span class="hint">${t(`certificate.${name}_hint`)}</span>
      ${this.#message(name)}
    </div>`;
  }

  #message(name: string) {
    const messages = this.error?.fields[name];
    return html`<span id="${name}-error" class="field-error" role="alert">${messages?.join('; ') ?? nothing}</span>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#send(new FormData(event.target as HTMLFormElement));
  };

  async #send(form: FormData): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      await putCertificate(await read(form));
      this.dispatchEvent(new Event('replaced'));
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

async function read(form: FormData): Promise<CertificateFiles> {
  const [certificate, key, password] = [form.get('certificate') as File, form.get('key') as File, form.get('password') as string];
  const files: CertificateFiles = /\.(pfx|p12)$/i.test(certificate.name)
    ? { pkcs12: base64(new Uint8Array(await certificate.arrayBuffer())) }
    : { certificate: await certificate.text(), ...(key.size > 0 ? { key: await key.text() } : {}) };
  return password === '' ? files : { ...files, password };
}

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

declare global {
  interface HTMLElementTagNameMap {
    'ph-certificate-upload': PhCertificateUpload;
  }
}
