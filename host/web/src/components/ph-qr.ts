import { LitElement, css, html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** A text as a QR code for a phone's camera; nothing when its code cannot be fetched, the text stands beside it anyway. */
@customElement('ph-qr')
export class PhQr extends LitElement {
  static override readonly styles = css`
    :host { display: block; width: min(100%, 11rem); }
    svg { display: block; width: 100%; height: auto; border-radius: 10px; background: #fff; }
  `;

  @property() text = '';
  /** What it holds, for screen readers. */
  @property() label = '';
  @state() private shape: { path: string; size: number } | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) {
      this.shape = undefined;
      void this.#draw(this.text);
    }
  }

  protected override render() {
    if (this.shape === undefined) {
      return nothing;
    }
    const { path, size } = this.shape;
    return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label=${this.label}>${svg`<path d=${path} fill="#000"></path>`}</svg>`;
  }

  async #draw(text: string): Promise<void> {
    try {
      const { encode } = await import('uqr');
      const { data, size } = encode(text, { ecc: 'M', border: 3 });
      if (this.text === text) {
        this.shape = { size, path: data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('') };
      }
    } catch {
      this.shape = undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-qr': PhQr;
  }
}
