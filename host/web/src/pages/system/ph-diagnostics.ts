import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { getDiagnostics } from '../../api/system.js';
import { renderError } from '../../components/loaded.js';
import type { PhDialog } from '../../components/ph-dialog.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';

const CONTENTS = ['system', 'health', 'plugins', 'settings', 'devices', 'broker', 'log'] as const;
const REVOKE_MS = 60_000;

/** Offers the diagnostics and says what is inside. */
@customElement('ph-diagnostics')
export class PhDiagnostics extends LitElement {
  static override readonly styles = [shared, css`ul { list-style: disc; padding-left: 1.3rem; margin: 0.6rem 0; } .row { justify-content: flex-end; margin-top: 1rem; }`];

  @state() private working = false;
  @state() private error: ApiError | undefined;
  @query('ph-dialog') private readonly dialog!: PhDialog;

  protected override render() {
    return html`<ph-dialog heading=${t('system.diagnostics')} @closed=${() => this.dispatchEvent(new Event('closed'))}>
      <p>${t('system.diagnosticsHint')}</p>
      <ul>${CONTENTS.map((part) => html`<li>${t(`system.diagnostics.${part}`)}</li>`)}</ul>
      <p class="small muted">${t('system.diagnosticsRedacted')}</p>
      ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
      <div class="row"><button @click=${() => this.dialog.close()}>${t('logs.cancel')}</button>
        <button class="primary" ?disabled=${this.working} @click=${() => void this.#download()}><ph-icon .name=${'download' as const}></ph-icon>${t('system.download')}</button></div>
    </ph-dialog>`;
  }

  async #download(): Promise<void> {
    this.working = true;
    this.error = undefined;
    try {
      const { name, content } = await getDiagnostics();
      const address = URL.createObjectURL(content);
      const link = Object.assign(document.createElement('a'), { href: address, download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), REVOKE_MS);
      this.dialog.close();
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.working = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-diagnostics': PhDiagnostics;
  }
}
