import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Invitation } from '../../api/users.js';
import { formatMoment } from '../../format/time.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-copy-line.js';
import '../../components/ph-qr.js';

/** A one-time link to choose a password, to hand to its user: as text and as a QR code. */
@customElement('ph-invitation')
export class PhInvitation extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: grid; gap: 0.9rem; } ph-qr { justify-self: center; }`];

  @property({ attribute: false }) invitation: Invitation | undefined;
  @property() name = '';

  protected override render() {
    const { invitation } = this;
    if (invitation === undefined) {
      return nothing;
    }
    const link = `${location.origin}${invitation.path}`;
    return html`
      <p>${t('invitation.how', { name: this.name })}</p>
      <ph-copy-line label=${t('invitation.link')} .text=${link}></ph-copy-line>
      <ph-qr .text=${link} label=${t('invitation.qr')}></ph-qr>
      <p class="once">${t('invitation.once', { time: formatMoment(invitation.expires_at, false) })}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-invitation': PhInvitation;
  }
}
