import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** A figure with a word about it that shows on hover, on focus and on a tap, as wide as the positioned box around it. */
@customElement('ph-explained')
export class PhExplained extends LitElement {
  static override readonly styles = css`
    .figure { text-decoration: underline dotted; text-underline-offset: 0.25em; text-decoration-color: var(--line-strong); cursor: help; border-radius: 4px; }
    .figure:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    .tip {
      display: none; position: absolute; left: 0; right: 0; z-index: 15; margin-top: 0.4rem; padding: 0.55rem 0.75rem; border-radius: var(--radius-s);
      background: var(--text); color: var(--surface); font: 400 0.8125rem/1.4 var(--font); box-shadow: var(--shadow-high);
    }
    .figure:hover + .tip, .figure:focus + .tip { display: block; }
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
