import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { CERTIFICATE_FILE, getTls, resetCertificate, type Certificate, type Tls } from '../../api/tls.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { renderError, renderLoaded } from '../../components/loaded.js';
import { formatMoment } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-notice.js';
import './ph-certificate-upload.js';

/** The hub's certificate: whose it is, how long it lasts, and how to replace it. */
@customElement('ph-certificate-card')
export class PhCertificateCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      section { padding: 1.1rem 1.25rem 1.25rem; display: grid; gap: 0.9rem; }
      dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: 0.4rem 1rem; font-size: 0.9375rem; }
      dt { color: var(--text-2); }
      dd { overflow-wrap: anywhere; }
      .print { font-family: var(--mono); font-size: 0.8125rem; }
      @media (max-width: 500px) { dl { grid-template-columns: 1fr; gap: 0.1rem; } dd { margin-bottom: 0.5rem; } }
    `,
  ];

  @property() userRole = '';
  @state() private open: 'upload' | 'reset' | undefined;
  @state() private busy = false;
  @state() private error: ApiError | undefined;
  readonly #tls = new Loader<Tls>(this, getTls);

  protected override render() {
    return html`<section class="card" aria-label=${t('certificate.title')}>
      <h2>${t('certificate.title')}</h2>
      ${renderLoaded(this.#tls, (tls) => this.#content(tls))}
    </section>${this.#dialog()}`;
  }

  #content({ https_port, mqtts_port, certificate }: Tls) {
    if (certificate === null) {
      return html`<ph-notice kind="empty" heading=${t('certificate.none')}>${t('certificate.none_detail')}</ph-notice>`;
    }
    const ports = [
      https_port === null ? t('certificate.no_https') : t('certificate.https_port', { port: https_port }),
      ...(mqtts_port === null ? [] : [t('certificate.mqtts_port', { port: mqtts_port })]),
    ];
    return html`
      ${certificate.warning === null ? nothing : html`<p class="notice bad" role="alert">${certificate.warning}</p>`}
      <p class="small muted">${t(`certificate.origin_${certificate.origin}`)}</p>
      ${this.#facts(certificate, ports.join(', '))}
      <div class="row">
        <a class="button" href=${CERTIFICATE_FILE} download="pihub.crt">${t('certificate.download')}</a>
        ${hasRole(this.userRole, 'admin') ? html`
          <button @click=${() => this.#show('upload')}>${t('certificate.upload')}</button>
          <button class="ghost" @click=${() => this.#show('reset')}>${t(certificate.origin === 'self_signed' ? 'certificate.renew' : 'certificate.remove')}</button>` : nothing}
      </div>`;
  }

  #facts(certificate: Certificate, ports: string) {
    return html`<dl>
      <dt>${t('certificate.served')}</dt><dd>${ports}</dd>
      <dt>${t('certificate.names')}</dt><dd>${certificate.names.join(', ')}</dd>
      <dt>${t('certificate.issuer')}</dt><dd>${certificate.issuer}</dd>
      <dt>${t('certificate.expires')}</dt><dd><time datetime=${certificate.expires_at}>${formatMoment(certificate.expires_at, false)}</time></dd>
      <dt>${t('certificate.fingerprint')}</dt><dd class="print">${certificate.fingerprint_sha256.replace(/(..)(?=.)/g, '$1:')}</dd>
    </dl>`;
  }

  #dialog() {
    switch (this.open) {
      case 'upload':
        return html`<ph-certificate-upload @closed=${this.#close} @replaced=${this.#replaced}></ph-certificate-upload>`;
      case 'reset':
        return html`<ph-dialog heading=${t('certificate.reset_title')} @closed=${this.#close}>
          <div class="stack">
            ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
            <p>${t('certificate.reset_detail')}</p>
            <div class="row"><button class="primary" ?disabled=${this.busy} @click=${() => void this.#reset()}>${t('certificate.reset')}</button>
            <button ?disabled=${this.busy} @click=${this.#close}>${t('certificate.cancel')}</button></div>
          </div></ph-dialog>`;
      default:
        return nothing;
    }
  }

  #show(what: 'upload' | 'reset'): void {
    this.error = undefined;
    this.open = what;
  }

  readonly #close = (): void => {
    this.open = undefined;
  };

  readonly #replaced = (): void => {
    this.open = undefined;
    void this.#tls.reload();
  };

  async #reset(): Promise<void> {
    this.busy = true;
    try {
      await resetCertificate();
      this.#replaced();
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-certificate-card': PhCertificateCard;
  }
}
