import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Severity } from '../api/notifications.js';
import { shared } from '../styles/shared.js';
import { t, tCount } from '../text/text.js';
import './ph-icon.js';

/** Leads to the notifications and says how many are open. */
@customElement('ph-bell')
export class PhBell extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: inline-flex; }
      a { position: relative; display: grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 99px; color: var(--text-2); }
      a:hover { background: var(--surface-2); color: var(--text); }
      a:focus-visible { border-radius: 99px; }
      a[aria-current] { background: var(--accent-soft); color: var(--accent); }
      ph-icon { width: 1.45rem; height: 1.45rem; }
      b {
        position: absolute; top: 0.2rem; right: 0.1rem; min-width: 1.2rem; padding: 0 0.3rem; border-radius: 99px; border: 2px solid var(--surface);
        background: var(--text-2); color: var(--surface); font-size: 0.6875rem; line-height: 1.1rem; text-align: center; font-variant-numeric: tabular-nums;
      }
      b.warning { background: var(--warn); }
      b.error { background: var(--bad); color: var(--on-bad); }
    `,
  ];

  @property({ type: Number }) open = 0;
  @property({ attribute: false }) worst: Severity | null = null;
  @property({ type: Boolean }) current = false;

  protected override render() {
    const worst = this.worst ?? 'info';
    const words = this.open === 0 ? t('notifications.bell.none') : tCount('notifications.bell.open', this.open, { worst: t(`notifications.severity.${worst}`) });
    return html`
      <a href="/notifications" aria-label=${words} title=${words} aria-current=${this.current ? 'page' : nothing}>
        <ph-icon .name=${'bell' as const}></ph-icon>
        ${this.open === 0 ? nothing : html`<b class=${worst} aria-hidden="true">${this.open > 99 ? '99+' : this.open}</b>`}
      </a>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-bell': PhBell;
  }
}
