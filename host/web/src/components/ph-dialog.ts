import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import './ph-icon.js';

/** A modal dialog, a sheet from below on a phone. It is open while it is in the page; fires `closed` when the user is done. */
@customElement('ph-dialog')
export class PhDialog extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dialog {
        width: min(var(--dialog-width, 34rem), calc(100vw - 2rem)); max-height: calc(100dvh - 3rem); padding: 0; border: 1px solid var(--line);
        border-radius: 18px; background: var(--surface); color: var(--text); box-shadow: var(--shadow-high); overflow: hidden;
      }
      dialog[open] { display: flex; flex-direction: column; animation: rise 160ms ease-out; }
      h2:focus { outline: none; }
      dialog::backdrop { background: var(--scrim); }
      header { display: flex; align-items: center; gap: 0.5rem; padding: 1rem 0.9rem 0.75rem 1.4rem; }
      header h2 { margin-right: auto; font-size: 1.1875rem; overflow-wrap: anywhere; }
      .body { overflow-y: auto; padding: 0.25rem 1.4rem 1.4rem; overscroll-behavior: contain; }
      @keyframes rise { from { opacity: 0; transform: translateY(10px); } }
      @media (max-width: 640px) {
        dialog {
          width: 100%; max-width: 100%; max-height: 92dvh; margin: auto 0 0; border-radius: 18px 18px 0 0; border-width: 1px 0 0;
          padding-bottom: env(safe-area-inset-bottom);
        }
        header { padding-left: 1.1rem; }
        .body { padding: 0.25rem 1.1rem 1.25rem; }
      }
    `,
  ];

  @property() heading = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
    // Reading starts at the heading; the first field or button is one Tab away.
    this.dialog.querySelector('h2')?.focus();
  }

  close(): void {
    this.dialog.close();
  }

  protected override render() {
    return html`
      <dialog aria-labelledby="heading" @close=${this.#onClose} @click=${this.#onClick}>
        <header>
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <slot name="actions"></slot>
          <button class="ghost icon" aria-label=${t('common.close')} @click=${() => this.close()}><ph-icon .name=${'close' as const}></ph-icon></button>
        </header>
        <div class="body"><slot></slot></div>
      </dialog>
    `;
  }

  #onClose(): void {
    this.dispatchEvent(new Event('closed'));
  }

  /** A click beside the dialog lands on the dialog element itself. */
  #onClick(event: MouseEvent): void {
    if (event.target === this.dialog) {
      const box = this.dialog.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) {
        this.close();
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-dialog': PhDialog;
  }
}
