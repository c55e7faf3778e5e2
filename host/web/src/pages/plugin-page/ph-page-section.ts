import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageSection } from '../../api/plugin-pages.js';
import { shared } from '../../styles/shared.js';
import { renderElements } from './elements.js';
import type { Place } from './place.js';

/** Elements below each other, or beside each other where there is room. */
@customElement('ph-page-section')
export class PhPageSection extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; container-type: inline-size; }
      h2 { margin-bottom: 0.75rem; }
      .grid { display: grid; grid-template-columns: repeat(var(--columns, 1), minmax(0, 1fr)); gap: 1.5rem; align-items: start; }
      .grid > * { min-width: 0; }
      @container (max-width: 44rem) { .grid { grid-template-columns: minmax(0, 1fr); } }
      @container (min-width: 44rem) and (max-width: 62rem) { .grid.many { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
    `,
  ];

  @property({ attribute: false }) spec: PageSection = {};
  @property({ attribute: false }) place!: Place;
  /** The heading is said elsewhere, e.g. on a tab. */
  @property({ type: Boolean }) bare = false;

  protected override render() {
    const { title, column_count: columns = 1, elements = [] } = this.spec;
    return html`
      ${title === undefined || this.bare ? nothing : html`<h2>${title}</h2>`}
      <div class="grid ${columns > 2 ? 'many' : ''}" style="--columns: ${columns}">${renderElements(elements, this.place)}</div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-section': PhPageSection;
  }
}
