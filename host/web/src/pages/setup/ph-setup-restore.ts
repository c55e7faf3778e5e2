import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getHealth } from '../../api/health.js';
import { restoreBackup } from '../../api/setup.js';
import type { Upload } from '../../api/upload.js';
import { formatBytes } from '../../format/bytes.js';
import { onSecond } from '../../live/ticker.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-progress.js';

/** Sends a backup to a hub without an owner, and waits until the hub is back with it. Fires `back`. */
@customElement('ph-setup-restore')
export class PhSetupRestore extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; } input[type='file'] { padding: 0.5rem; height: auto; }`];

  @property() code = '';
  @state() private file: File | undefined;
  @state() private sentBytes = 0;
  @state() private waiting = false;
  readonly #work = new Work(this);
  #upload: Upload | undefined;
  #uptimeS = Infinity;
  #asking = false;
  #stopTicking: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#upload?.cancel();
    this.#stopTicking?.();
  }

  protected override render() {
    const { file } = this;
    if (this.waiting) {
      return html`<div class="stack"><ph-progress label=${t('setup.restore.waiting')}></ph-progress><p class="muted">${t('setup.restore.waiting.more')}</p></div>`;
    }
    const { error, busy } = this.#work;
    const all = file?.size ?? 0;
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#send(); }}>
        <p>${t('setup.restore.why')}</p>
        <div class="field">
          <label for="file">${t('setup.restore.file')}</label>
          <input id="file" type="file" ?disabled=${busy} @change=${(event: Event) => { this.file = (event.target as HTMLInputElement).files?.[0]; }}>
        </div>
        ${busy ? html`<ph-progress label=${t('setup.restore.sending')} more="${formatBytes(this.sentBytes)} / ${formatBytes(all)}" .percent=${all === 0 ? undefined : (this.sentBytes / all) * 100}></ph-progress>` : nothing}
        ${error === undefined || error.status === -2 ? nothing : html`<p class="failure" role="alert">${error.status === 401 ? t('setup.code.wrong') : error.message}</p>`}
        <div class="row">
          <button class="primary" ?disabled=${busy || file === undefined}>${t('setup.restore.do')}</button>
          ${busy ? html`<button type="button" @click=${() => this.#upload?.cancel()}>${t('action.cancel')}</button>`
            : html`<button type="button" @click=${() => this.dispatchEvent(new Event('back'))}>${t('action.back')}</button>`}
        </div>
      </form>`;
  }

  async #send(): Promise<void> {
    const { file } = this;
    if (file === undefined) {
      return;
    }
    this.sentBytes = 0;
    const done = await this.#work.run(async () => {
      this.#uptimeS = (await getHealth()).uptime_s;
      this.#upload = restoreBackup(this.code, file, (sentBytes) => { this.sentBytes = sentBytes; });
      await this.#upload.done;
    });
    this.#upload = undefined;
    if (done) {
      this.waiting = true;
      this.#stopTicking = onSecond(() => void this.#ask());
    }
  }

  /** A hub that is up for a shorter time than before has restarted. */
  async #ask(): Promise<void> {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    const uptimeS = await getHealth().then((health) => health.uptime_s, () => Infinity);
    this.#asking = false;
    if (uptimeS < this.#uptimeS) {
      location.assign('/');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setup-restore': PhSetupRestore;
  }
}
