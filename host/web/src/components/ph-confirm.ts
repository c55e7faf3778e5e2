import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Work } from '../live/work.js';
import { forms } from '../styles/forms.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import './ph-dialog.js';

/** Asks before something that hurts is done, does it, and says why when it failed. Its content explains. Fires `done` or `closed`. */
@customElement('ph-confirm')
export class PhConfirm extends LitElement {
  static override readonly styles = [shared, forms, css`.stack { gap: 1.1rem; } ::slotted(p) { margin: 0; }`];

  @property() heading = '';
  /** What the button says. */
  @property() action = '';
  @property({ type: Boolean }) harmless = false;
  @property({ attribute: false }) act: (() => Promise<unknown>) | undefined;
  readonly #work = new Work(this);

  protected override render() {
    const { error } = this.#work;
    return html`
      <ph-dialog heading=${this.heading} @closed=${() => this.dispatchEvent(new Event('closed'))}>
        <div class="stack">
          <slot></slot>
          ${error === undefined ? nothing : html`<p class="failure" role="alert">${error.message}</p>`}
          <div class="row">
            <button class=${this.harmless ? 'primary' : 'danger'} ?disabled=${this.#work.busy} @click=${() => void this.#do()}>${this.action}</button>
            <button @click=${() => this.dispatchEvent(new Event('closed'))}>${t('action.cancel')}</button>
          </div>
        </div>
      </ph-dialog>`;
  }

  async #do(): Promise<void> {
    const { act } = this;
    if (act !== undefined && (await this.#work.run(act))) {
      this.dispatchEvent(new Event('done'));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-confirm': PhConfirm;
  }
}
