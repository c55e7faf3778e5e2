import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** A figure with a word about it that shows on hover, on focus and on a tap. */
@customElement('ph-explained')
export class PhExplained extends LitElement {
  static override readonly styles = css`
    :host { position: relative; display: inline-block; }
    .figure { text-decoration: underline dotted; text-underline-offset: 0.25em; text-decoration-color: var(--line-strong); cursor: help; border-radius: 4px; }
    .figure:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    .tip {
      position: absolute; left: -0.5rem; bottom: calc(100% + 0.4rem); z-index: 15; width: max-content; max-width: min(17rem, 70vw); padding: 0.55rem 0.75rem;
      border-radius: var(--radius-s, 9px); background: var(--text); color: var(--surface); font: 400 0.8125rem/1.4 var(--font); box-shadow: var(--shadow-high);
      visibility: hidden; opacity: 0; transition: opacity 120ms;
    }
    .figure:hover + .tip, .figure:focus + .tip { visibility: visible; opacity: 1; }
    @media (prefers-reduced-motion: reduce) { .tip { transition: none; } }
  `;

  @property() text = '';

  protected override render() {
    return html`<span class="figure" tabindex="0" aria-describedby="tip"><slot></slot></span><span class="tip" id="tip" role="tooltip">${this.text}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-explained': PhExplained;
  }
}
