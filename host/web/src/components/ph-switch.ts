import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';

/** An on/off switch. It asks by a `toggle` event and shows what it is told; it never flips by itself. */
@customElement('ph-switch')
export class PhSwitch extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: inline-flex; }
      button { position: relative; width: 3rem; height: 1.75rem; min-height: 0; padding: 0; border-radius: 99px; background: var(--line-strong); border-color: transparent; }
      button:hover { background: var(--text-2); }
      button:focus-visible { border-radius: 99px; }
      button[aria-checked='true'] { background: var(--accent); }
      button[aria-checked='true']:hover { background: var(--accent-hover); }
      button:disabled { cursor: progress; opacity: 0.7; }
      span { position: absolute; left: 2px; top: 50%; width: 1.35rem; height: 1.35rem; margin-top: -0.675rem; border-radius: 50%; background: var(--surface); transition: transform 140ms ease-out; }
      button[aria-checked='true'] span { transform: translateX(1.22rem); }
      .busy span { animation: pulse 700ms ease-in-out infinite alternate; }
      @keyframes pulse { to { opacity: 0.35; } }
    `,
  ];

  @property({ type: Boolean }) on = false;
  @property({ type: Boolean }) busy = false;
  @property() label = '';

  protected override render() {
    return html`
      <button
        type="button" role="switch" class=${this.busy ? 'busy' : ''} aria-checked=${this.on ? 'true' : 'false'}
        aria-label=${this.label} aria-busy=${this.busy ? 'true' : 'false'} ?disabled=${this.busy} @click=${this.#onClick}
      ><span></span></button>
    `;
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  #onClick(): void {
    this.dispatchEvent(new Event('toggle'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-switch': PhSwitch;
  }
}
