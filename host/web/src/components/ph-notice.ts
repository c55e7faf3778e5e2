import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import type { IconName } from './icons.js';
import { t } from '../text/text.js';
import './ph-icon.js';

export type NoticeKind = 'empty' | 'error' | 'offline' | 'info' | 'done';

const ICON: Readonly<Record<NoticeKind, IconName>> = { empty: 'empty', error: 'alert', offline: 'offline', info: 'alert', done: 'check' };

/** Says why there is nothing to see here and what to do. Its content is the explanation; `retry` fires on "Try again". */
@customElement('ph-notice')
export class PhNotice extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .box { display: grid; justify-items: center; gap: 0.6rem; padding: 2.5rem 1.25rem; text-align: center; }
      .disc { display: grid; place-items: center; width: 3.25rem; height: 3.25rem; border-radius: 50%; background: var(--surface-2); color: var(--text-2); }
      .error .disc, .offline .disc { background: var(--bad-soft); color: var(--bad); }
      ph-icon { width: 1.6rem; height: 1.6rem; }
      .text { max-width: 38rem; min-width: 0; width: 100%; color: var(--text-2); overflow-wrap: anywhere; }
      :host([compact]) .box {
        grid-template-columns: auto 1fr auto; justify-items: start; align-items: center; text-align: left; padding: 0.6rem 0.9rem;
        border-radius: var(--radius-s); background: var(--surface-2); gap: 0.2rem 0.75rem;
      }
      :host([compact]) .box.error, :host([compact]) .box.offline { background: var(--bad-soft); }
      :host([compact]) .box.done { background: var(--ok-soft); }
      .done .disc { color: var(--ok); }
      :host([compact]) .disc { width: 1.5rem; height: 1.5rem; background: none; grid-row: span 2; }
      :host([compact]) h2 { font-size: 0.9375rem; grid-column: 2; }
      :host([compact]) .text { font-size: 0.875rem; grid-column: 2; grid-row: 2; max-width: none; color: var(--text); }
      :host([compact]) button { grid-column: 3; grid-row: 1 / span 2; }
    `,
  ];

  @property() kind: NoticeKind = 'info';
  @property() heading = '';
  @property({ type: Boolean }) retry = false;
  @property({ type: Boolean, reflect: true }) compact = false;

  protected override render() {
    const alarming = this.kind === 'error' || this.kind === 'offline';
    return html`
      <div class="box ${this.kind}" role=${alarming ? 'alert' : 'status'}>
        <span class="disc"><ph-icon .name=${ICON[this.kind]}></ph-icon></span>
        <h2>${this.heading}</h2>
        <div class="text"><slot></slot></div>
        ${this.retry ? html`<button @click=${this.#onRetry}><ph-icon .name=${'refresh' as const}></ph-icon>${t('notice.tryAgain')}</button>` : nothing}
      </div>
    `;
  }

  #onRetry(): void {
    this.dispatchEvent(new Event('retry'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-notice': PhNotice;
  }
}
