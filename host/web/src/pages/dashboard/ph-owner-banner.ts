import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getSetup } from '../../api/setup.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';

/** Says in demo mode that the hub has no owner yet, and leads to the assistant; nothing once it has one. */
@customElement('ph-owner-banner')
export class PhOwnerBanner extends LitElement {
  static override readonly styles = [
    shared,
    css`
      div { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem 1rem; margin-bottom: 1.25rem; padding: 0.85rem 1.1rem; border-radius: var(--radius); background: var(--warn-soft); }
      p { margin-right: auto; }
      strong { color: var(--warn); }
    `,
  ];

  readonly #setup = new Loader<{ needed: boolean }>(this, getSetup);

  protected override render() {
    // Without an answer there is nothing to say: the dashboard below shows what is wrong.
    return this.#setup.data?.needed === true
      ? html`<div><p><strong>${t('owner.none')}</strong> ${t('owner.none.more')}</p><a class="button" href="/setup">${t('owner.setup')}</a></div>`
      : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-owner-banner': PhOwnerBanner;
  }
}
