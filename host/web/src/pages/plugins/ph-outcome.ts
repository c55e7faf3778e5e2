import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import type { Outcome } from './change-outcome.js';

/** What came of something, until somebody puts it away; fires `dismissed` then. */
@customElement('ph-outcome')
export class PhOutcome extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .box { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.6rem; align-items: start; padding: 0.5rem 0.4rem 0.5rem 0.8rem; border-radius: var(--radius-s); background: var(--ok-soft); font-size: 0.9375rem; }
      .bad { background: var(--bad-soft); }
      ph-icon { margin-top: 0.45rem; color: var(--ok); }
      .bad ph-icon { color: var(--bad); }
      .words { padding: 0.4rem 0; overflow-wrap: anywhere; }
      .words p { font-size: 0.875rem; }
      button { min-height: 2.25rem; width: 2.25rem; }
      button ph-icon { margin: 0; color: inherit; }
    `,
  ];

  @property({ attribute: false }) outcome: Outcome | undefined;

  protected override render() {
    const { outcome } = this;
    return html`<div aria-live="polite">${outcome === undefined ? nothing : html`
      <div class="box ${outcome.ok ? 'ok' : 'bad'}" role=${outcome.ok ? 'status' : 'alert'}>
        <ph-icon .name=${outcome.ok ? ('check' as const) : ('alert' as const)}></ph-icon>
        <div class="words"><strong>${outcome.heading}</strong>${outcome.text === '' ? nothing : html`<p>${outcome.text}</p>`}</div>
        <button class="ghost icon" aria-label=${t('common.putTheMessageAway')} @click=${() => this.dispatchEvent(new Event('dismissed'))}><ph-icon .name=${'close' as const}></ph-icon></button>
      </div>`}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-outcome': PhOutcome;
  }
}
