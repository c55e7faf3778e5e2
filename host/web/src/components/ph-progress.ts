import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';

/** A line that says what goes on, with a bar: how far it is, or only that it goes on. */
@customElement('ph-progress')
export class PhProgress extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .box { display: grid; gap: 0.35rem; }
      .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.1rem 1rem; font-size: 0.875rem; font-weight: 550; overflow-wrap: anywhere; }
      .more { font-weight: 400; color: var(--text-2); }
      progress { appearance: none; width: 100%; height: 0.45rem; border: 0; border-radius: 99px; overflow: hidden; background: var(--surface-3); }
      progress::-webkit-progress-bar { background: var(--surface-3); }
      progress::-webkit-progress-value { background: var(--accent); border-radius: 99px; transition: width 200ms linear; }
      progress::-moz-progress-bar { background: var(--accent); }
      progress:indeterminate { background: linear-gradient(90deg, var(--surface-3) 25%, var(--accent) 50%, var(--surface-3) 75%) 0 0 / 200% 100%; animation: slide 1.6s linear infinite; }
      progress:indeterminate::-webkit-progress-bar { background: transparent; }
      @keyframes slide { from { background-position: 200% 0; } to { background-position: 0 0; } }
    `,
  ];

  @property() label = '';
  /** Figures beside the label. */
  @property() more = '';
  /** 0 to 100; undefined when nobody knows. */
  @property({ attribute: false }) percent: number | undefined;

  protected override render() {
    return html`
      <div class="box">
        <div class="line"><span role="status">${this.label}</span>${this.more === '' ? nothing : html`<span class="more num">${this.more}</span>`}</div>
        ${this.percent === undefined
          ? html`<progress aria-label=${this.label}></progress>`
          : html`<progress aria-label=${this.label} max="100" .value=${this.percent}></progress>`}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-progress': PhProgress;
  }
}
