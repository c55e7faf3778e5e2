import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PageAction } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { shared } from '../../styles/shared.js';
import { outcomeNotice } from './outcome-notice.js';
import './ph-page-action.js';
import { isMet } from './placeholders.js';
import type { Outcome, Place } from './place.js';

/** Buttons in a row, and what came of the last one that was pressed. */
@customElement('ph-page-actions')
export class PhPageActions extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 0.75rem; }
      .outcome { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.4rem; align-items: center; }
    `,
  ];

  @property({ attribute: false }) specs: readonly unknown[] = [];
  @property({ attribute: false }) place!: Place;
  @property({ attribute: false }) row: Row | null = null;
  @state() private outcome: Outcome | undefined;

  protected override render() {
    const shown = (this.specs as PageAction[]).filter((spec) => isMet(spec.visible_when, this.row, this.place.parameters));
    return html`
      <div class="row" @outcome=${this.#onOutcome}>
        ${shown.map((spec) => html`<ph-page-action .spec=${spec} .place=${this.place} .row=${this.row}></ph-page-action>`)}
      </div>
      ${outcomeNotice(this.outcome, () => { this.outcome = undefined; })}
    `;
  }

  #onOutcome(event: CustomEvent<Outcome>): void {
    event.stopPropagation();
    this.outcome = event.detail;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-actions': PhPageActions;
  }
}
