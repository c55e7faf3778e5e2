import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../text/text.js';

/** Grey shapes where content will be. They appear only when loading takes noticeably long. */
@customElement('ph-loading')
export class PhLoading extends LitElement {
  static override readonly styles = css`
    :host { display: grid; gap: 0.9rem; animation: appear 200ms 250ms both; }
    div { height: var(--bar, 5.5rem); border-radius: var(--radius); background: var(--surface-2); animation: breathe 1.6s ease-in-out infinite alternate; }
    span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @keyframes appear { from { opacity: 0; } }
    @keyframes breathe { to { background: var(--surface-3); } }
    @media (prefers-reduced-motion: reduce) { div { animation: none; } }
  `;

  @property({ type: Number }) bars = 3;

  protected override render() {
    return html`<span role="status">${t('common.loading')}</span>${Array.from({ length: this.bars }, () => html`<div></div>`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-loading': PhLoading;
  }
}
