import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { exportSettings, importSettings, type TaggedSettings } from '../../../api/plugin-settings.js';
import { asApiError, type ApiError } from '../../../api/http.js';
import { downloadText } from '../../../settings/download.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import '../../../components/ph-dialog.js';

const LEAST_PASSPHRASE = 12;

/** Buttons to take settings out to a file and in again. Fires `imported` with the settings as the hub has them then. */
@customElement('ph-settings-transfer')
export class PhSettingsTransfer extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: flex; gap: 0.5rem; }
      form { display: grid; gap: 1rem; }
      .check { display: flex; align-items: center; gap: 0.6rem; }
      .failure { padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; }
      form button { justify-self: start; }
    `,
  ];

  @property({ attribute: 'plugin-id' }) pluginId = '';
  @property() tag = '';
  @property({ type: Boolean, attribute: 'has-secrets' }) hasSecrets = false;
  /** Only read: no import, no secrets. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  @state() private open: 'export' | 'import' | undefined;
  @state() private withSecrets = false;
  @state() private busy = false;
  @state() private failure: readonly string[] = [];

  protected override render() {
    return html`
      <button type="button" @click=${() => this.#show('export')}>${t('settings.transfer.export')}</button>
      ${this.readOnly ? nothing : html`<button type="button" @click=${() => this.#show('import')}>${t('settings.transfer.import')}</button>`}
      ${this.open === undefined ? nothing : html`<ph-dialog heading=${this.open === 'export' ? t('settings.transfer.export-title') : t('settings.transfer.import-title')} @closed=${() => { this.open = undefined; }}>
        ${this.open === 'export' ? this.#exportForm() : this.#importForm()}
      </ph-dialog>`}
    `;
  }

  #exportForm() {
    return html`<form @submit=${this.#export} novalidate>
      ${this.#failures()}
      <p>${t('settings.transfer.export-what')}</p>
      ${!this.hasSecrets || this.readOnly ? nothing : html`<label class="check"><input type="checkbox" .checked=${this.withSecrets}
        @change=${(event: Event) => { this.withSecrets = (event.target as HTMLInputElement).checked; }}>${t('settings.transfer.with-secrets')}</label>`}
      ${this.withSecrets ? this.#passphrase('new-password', t('settings.transfer.passphrase-new', { count: LEAST_PASSPHRASE })) : nothing}
      <button class="primary" ?disabled=${this.busy}>${this.busy ? t('settings.transfer.exporting') : t('settings.transfer.download')}</button>
    </form>`;
  }

  #importForm() {
    return html`<form @submit=${this.#import} novalidate>
      ${this.#failures()}
      <p>${t('settings.transfer.import-what')}</p>
      <div class="field"><label for="file">${t('settings.transfer.file')}</label><input id="file" name="file" type="file" accept="application/json,.json"></div>
      ${this.#passphrase('off', t('settings.transfer.passphrase-old'))}
      <button class="primary" ?disabled=${this.busy}>${this.busy ? t('settings.transfer.importing') : t('settings.transfer.import')}</button>
    </form>`;
  }

  #passphrase(autocomplete: 'off' | 'new-password', hint: string) {
    return html`<div class="field"><label for="passphrase">${t('settings.transfer.passphrase')}</label>
      <input id="passphrase" name="passphrase" type="password" autocomplete=${autocomplete} aria-describedby="hint"><span class="hint" id="hint">${hint}</span></div>`;
  }

  #failures() {
    return this.failure.length === 0 ? nothing : html`<div class="failure" role="alert">${this.failure.map((line) => html`<p>${line}</p>`)}</div>`;
  }

  #show(what: 'export' | 'import'): void {
    this.open = what;
    this.failure = [];
    this.withSecrets = false;
  }

  async #export(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const passphrase = new FormData(event.target as HTMLFormElement).get('passphrase');
    await this.#try(async () => {
      const document = await exportSettings(this.pluginId, typeof passphrase === 'string' ? passphrase : undefined);
      downloadText(`${this.pluginId}-settings.json`, JSON.stringify(document, null, 2));
    });
  }

  async #import(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const file = form.get('file');
    const passphrase = form.get('passphrase');
    await this.#try(async () => {
      if (!(file instanceof File) || file.size === 0) {
        throw new Error(t('settings.transfer.no-file'));
      }
      const document = parse(await file.text());
      const detail = await importSettings(this.pluginId, document, typeof passphrase === 'string' && passphrase !== '' ? passphrase : undefined, this.tag);
      this.dispatchEvent(new CustomEvent<TaggedSettings>('imported', { detail }));
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = [];
    try {
      await work();
      this.open = undefined;
    } catch (cause) {
      this.failure = linesOf(asApiError(cause));
    }
    this.busy = false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(t('settings.transfer.no-json'));
  }
}

function linesOf(error: ApiError): string[] {
  const lines = Object.entries(error.fields).map(([path, messages]) => `${path} ${messages.join('; ')}`);
  return lines.length > 0 ? lines : [error.message];
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-settings-transfer': PhSettingsTransfer;
  }
}
