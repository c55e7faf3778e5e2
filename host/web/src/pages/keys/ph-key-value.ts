import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ApiKey } from '../../api/keys.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-copy-line.js';
import { keyLines } from './key-lines.js';

/** The value of a key that was just made, this once, with lines to copy that use it. */
@customElement('ph-key-value')
export class PhKeyValue extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: grid; gap: 0.9rem; } .line { display: grid; gap: 0.3rem; }`];

  @property({ attribute: false }) made: (ApiKey & { value: string }) | undefined;

  protected override render() {
    const { made } = this;
    if (made === undefined) {
      return nothing;
    }
    return html`
      <p class="once">${t('keys.once')}</p>
      <ph-copy-line label=${t('keys.value')} .text=${made.value}></ph-copy-line>
      <h3>${t('keys.use')}</h3>
      ${keyLines(made, made.value, location).map(({ tool, line }) => html`
        <div class="line"><span class="label">${t(`keys.use.${tool}`)}</span><ph-copy-line label=${t(`keys.use.${tool}`)} .text=${line}></ph-copy-line></div>`)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-key-value': PhKeyValue;
  }
}
