import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { restartHub } from '../../api/system.js';
import { renderError } from '../../components/loaded.js';
import { reloadAfterRestart } from '../../live/restart.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-progress.js';

/** Asks before the hub restarts, and waits until it is back. Fires `closed`. */
@customElement('ph-restart-dialog')
export class PhRestartDialog extends LitElement {
  static override readonly styles = shared;

  @state() private busy = false;
  @state() private error: ApiError | undefined;

  protected override render() {
    return html`<ph-dialog heading=${t('settings.restart.title')} @closed=${this.#close}>
      <div class="stack" aria-live="polite">
        ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
        <p>${t('settings.restart.detail')}</p>
        ${this.busy ? html`<ph-progress label=${t('backups.restarting')}></ph-progress>` : html`<div class="row">
          <button class="primary" @click=${() => void this.#restart()}>${t('settings.restart.now')}</button>
          <button @click=${this.#close}>${t('backups.cancel')}</button></div>`}
      </div>
    </ph-dialog>`;
  }

  readonly #close = (): void => {
    this.dispatchEvent(new Event('closed'));
  };

  async #restart(): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      await restartHub();
      await reloadAfterRestart();
    } catch (cause) {
      this.error = asApiError(cause);
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-restart-dialog': PhRestartDialog;
  }
}
