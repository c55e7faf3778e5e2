import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ICONS, type IconName } from './icons.js';

/** A line icon in the colour of the text around it; silent for screen readers. */
@customElement('ph-icon')
export class PhIcon extends LitElement {
  static override readonly styles = css`
    :host { display: inline-flex; width: 1.25rem; height: 1.25rem; flex: none; }
    svg { width: 100%; height: 100%; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
  `;

  @property() name: IconName = 'more';

  protected override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[this.name]}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-icon': PhIcon;
  }
}
