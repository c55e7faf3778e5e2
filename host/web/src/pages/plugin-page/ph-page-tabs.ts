import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageTabs } from '../../api/plugin-pages.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import type { Place } from './place.js';
import { t } from '../../text/text.js';
import './ph-page-section.js';

/** The part of an address that stands for a tab: its title in small letters. */
export const tabSlug = (title: string): string => title.toLowerCase().trim().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

/** Parts of a page of which one is shown; the address says which. */
@customElement('ph-page-tabs')
export class PhPageTabs extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      h2 { margin-bottom: 0.5rem; }
      .tabs { display: flex; gap: 0.25rem; overflow-x: auto; border-bottom: 1px solid var(--line); margin-bottom: 1.25rem; padding: 3px 3px 0; }
      .tabs button { flex: none; border: 0; border-radius: var(--radius-s) var(--radius-s) 0 0; background: none; color: var(--text-2); border-bottom: 3px solid transparent; }
      .tabs button[aria-selected='true'] { color: var(--accent); border-bottom-color: var(--accent); }
    `,
  ];

  @property({ attribute: false }) spec!: PageTabs;
  @property({ attribute: false }) place!: Place;

  protected override render() {
    const { tabs, title } = this.spec;
    const at = this.#chosen();
    const tab = tabs[at];
    return html`
      ${title === undefined ? nothing : html`<h2>${title}</h2>`}
      <div class="tabs" role="tablist" aria-label=${title ?? t('page.partsOfThePage')} @keydown=${this.#onKey}>
        ${tabs.map((each, i) => html`<button
          role="tab" id="tab-${i}" aria-controls="panel" aria-selected=${i === at ? 'true' : 'false'} tabindex=${i === at ? 0 : -1} @click=${() => this.#choose(i)}
        >${each.title}</button>`)}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${at}">
        ${tab === undefined ? nothing : html`<ph-page-section bare .spec=${tab} .place=${this.place}></ph-page-section>`}
      </div>
    `;
  }

  get #name(): string {
    return this.place.keyOf(this.spec).replace('tabs', 'tab');
  }

  #chosen(): number {
    const slug = new URLSearchParams(this.place.search).get(this.#name);
    return Math.max(0, this.spec.tabs.findIndex((tab) => tabSlug(tab.title ?? '') === slug));
  }

  #choose(index: number): void {
    const query = new URLSearchParams(this.place.search);
    query.set(this.#name, tabSlug(this.spec.tabs[index]?.title ?? ''));
    navigate(`${location.pathname}?${query.toString()}`);
  }

  #onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (this.#chosen() + step + this.spec.tabs.length) % this.spec.tabs.length;
      this.#choose(next);
      this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-tabs': PhPageTabs;
  }
}
