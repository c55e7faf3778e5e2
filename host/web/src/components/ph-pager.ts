import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import './ph-icon.js';

/** The way between pages of a list; nothing while there is one page. Fires `back` and `forth`. */
@customElement('ph-pager')
export class PhPager extends LitElement {
  static override readonly styles = [shared, css`nav { display: flex; justify-content: center; gap: 0.75rem; margin-top: 1rem; }`];

  @property({ type: Boolean }) back = false;
  @property({ type: Boolean }) forth = false;

  protected override render() {
    if (!this.back && !this.forth) {
      return nothing;
    }
    return html`
      <nav aria-label=${t('pager.pages')}>
        <button ?disabled=${!this.back} @click=${() => this.dispatchEvent(new Event('back'))}><ph-icon .name=${'left' as const}></ph-icon>${t('pager.previous')}</button>
        <button ?disabled=${!this.forth} @click=${() => this.dispatchEvent(new Event('forth'))}>${t('pager.next')}<ph-icon .name=${'right' as const}></ph-icon></button>
      </nav>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-pager': PhPager;
  }
}
