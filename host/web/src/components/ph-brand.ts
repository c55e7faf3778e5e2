import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The sign and the name of PiHub. */
@customElement('ph-brand')
export class PhBrand extends LitElement {
  static override readonly styles = css`
    :host { display: inline-flex; align-items: center; gap: 0.6rem; font: 700 1.1875rem/1 var(--font); letter-spacing: -0.02em; color: var(--text); }
    svg { width: 1.9rem; height: 1.9rem; }
  `;

  protected override render() {
    return html`
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#0f6b57"></rect>
        <g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round">
          <circle cx="16" cy="16" r="3.5" fill="#fff"></circle><path d="M16 12.5V6.5M19 17.800l5.2 3M13 17.800l-5.2 3"></path>
        </g>
        <g fill="#8fe0c6"><circle cx="16" cy="6" r="2.3"></circle><circle cx="24.6" cy="21" r="2.3"></circle><circle cx="7.4" cy="21" r="2.3"></circle></g>
      </svg>
      PiHub
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-brand': PhBrand;
  }
}
