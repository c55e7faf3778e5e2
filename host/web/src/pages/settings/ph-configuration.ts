import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../../api/http.js';
import { exportConfiguration, importConfiguration, type ImportResult } from '../../api/settings.js';
import { downloadText } from '../../settings/download.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-dialog.js';
import './ph-import-result.js';

const LEAST_PASSPHRASE = 12;
const FILE = 'pihub-configuration.json';

/** Takes the whole configuration out to a file, and in again: first what would change, then for good. Fires `imported`. */
@customElement('ph-configuration')
export class PhConfiguration extends LitElement {
  static override readonly styles = [
    shared,
    css`
      section { display: grid; gap: 0.75rem; padding: 1.1rem 1.25rem 1.35rem; }
      form, .result { display: grid; gap: 1rem; }
      .check { display: flex; align-items: center; gap: 0.6rem; }
      .failure { padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; }
      .done { color: var(--ok); font-weight: 550; }
      form button { justify-self: start; }
    `,
  ];

  @property() userRole = '';
  @state() private open: 'export' | 'import' | undefined;
  @state() private withSecrets = false;
  @state() private busy = false;
  @state() private failure = '';
  @state() private tried: ImportResult | undefined;
  @state() private done: number | undefined;
  #document: unknown;
  #passphrase: string | undefined;

  protected override render() {
    const isOwner = this.userRole === 'owner';
    return html`<section class="card">
      <h2>${t('settings.configuration.title')}</h2>
      <p class="small muted">${t('settings.configuration.about')}</p>
      <div class="row">
        <button type="button" @click=${() => this.#show('export')}>${t('settings.transfer.export')}</button>
        ${isOwner ? html`<button type="button" @click=${() => this.#show('import')}>${t('settings.transfer.import')}</button>` : nothing}
        ${this.done === undefined ? nothing : html`<span class="done small" role="status">${tCount('settings.configuration.done', this.done)}</span>`}
      </div>
      ${this.open === undefined ? nothing : html`<ph-dialog
        heading=${this.open === 'export' ? t('settings.configuration.export-title') : t('settings.configuration.import-title')} @closed=${() => { this.open = undefined; }}>
        ${this.failure === '' ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
        ${this.open === 'export' ? this.#exportForm(isOwner) : this.tried === undefined ? this.#importForm() : this.#result(this.tried)}
      </ph-dialog>`}
    </section>`;
  }

  #exportForm(isOwner: boolean) {
    return html`<form @submit=${this.#export} novalidate>
      <p>${t('settings.transfer.export-what')}</p>
      ${isOwner ? html`<label class="check"><input type="checkbox" .checked=${this.withSecrets}
        @change=${(event: Event) => { this.withSecrets = (event.target as HTMLInputElement).checked; }}>${t('settings.transfer.with-secrets')}</label>` : nothing}
      ${this.withSecrets ? this.#passphraseField('new-password', t('settings.transfer.passphrase-new', { count: LEAST_PASSPHRASE })) : nothing}
      <button class="primary" ?disabled=${this.busy}>${this.busy ? t('settings.transfer.exporting') : t('settings.transfer.download')}</button>
    </form>`;
  }

  #importForm() {
    return html`<form @submit=${this.#try} novalidate>
      <p>${t('settings.transfer.import-what')}</p>
      <div class="field"><label for="file">${t('settings.transfer.file')}</label><input id="file" name="file" type="file" accept="application/json,.json"></div>
      ${this.#passphraseField('off', t('settings.transfer.passphrase-old'))}
      <button class="primary" ?disabled=${this.busy}>${this.busy ? t('settings.configuration.checking') : t('settings.configuration.check')}</button>
    </form>`;
  }

  #passphraseField(autocomplete: 'off' | 'new-password', hint: string) {
    return html`<div class="field"><label for="passphrase">${t('settings.transfer.passphrase')}</label>
      <input id="passphrase" name="passphrase" type="password" autocomplete=${autocomplete} aria-describedby="hint"><span class="hint" id="hint">${hint}</span></div>`;
  }

  #result(tried: ImportResult) {
    const mayApply = Object.keys(tried.errors).length === 0 && tried.changes.length > 0;
    return html`<div class="result">
      <ph-import-result .result=${tried}></ph-import-result>
      <div class="row">
        ${mayApply ? html`<button class="primary" ?disabled=${this.busy} @click=${this.#apply}>${this.busy ? t('settings.transfer.importing') : t('settings.configuration.apply')}</button>` : nothing}
        <button type="button" class="ghost" ?disabled=${this.busy} @click=${() => { this.tried = undefined; }}>${t('settings.configuration.back')}</button>
      </div>
    </div>`;
  }

  #show(what: 'export' | 'import'): void {
    this.open = what;
    this.failure = '';
    this.withSecrets = false;
    this.tried = undefined;
    this.done = undefined;
  }

  async #export(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const passphrase = new FormData(event.target as HTMLFormElement).get('passphrase');
    await this.#do(async () => {
      const document = await exportConfiguration(typeof passphrase === 'string' ? passphrase : undefined);
      downloadText(FILE, JSON.stringify(document, null, 2));
      this.open = undefined;
    });
  }

  async #try(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const file = form.get('file');
    const passphrase = form.get('passphrase');
    await this.#do(async () => {
      if (!(file instanceof File) || file.size === 0) {
        throw new Error(t('settings.transfer.no-file'));
      }
      this.#document = parse(await file.text());
      this.#passphrase = typeof passphrase === 'string' && passphrase !== '' ? passphrase : undefined;
      this.tried = await importConfiguration(this.#document, this.#passphrase, true);
    });
  }

  readonly #apply = async (): Promise<void> => {
    await this.#do(async () => {
      const { changes } = await importConfiguration(this.#document, this.#passphrase, false);
      this.done = changes.length;
      this.open = undefined;
      this.dispatchEvent(new Event('imported'));
    });
  };

  async #do(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      await work();
    } catch (cause) {
      const error = asApiError(cause);
      const lines = Object.entries(error.fields).map(([path, messages]) => `${path} ${messages.join('; ')}`);
      this.failure = lines.length > 0 ? lines.join('. ') : error.message;
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

declare global {
  interface HTMLElementTagNameMap {
    'ph-configuration': PhConfiguration;
  }
}
