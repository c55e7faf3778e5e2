import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Availability } from '../api/devices.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';

const LOOK: Readonly<Record<Availability, { text: string; className: string }>> = {
  online: { text: t('availability.online'), className: 'ok' },
  offline: { text: t('availability.offline'), className: 'bad' },
  unknown: { text: t('availability.unknown'), className: '' },
};

/** Whether a device is there, as a word with a dot. */
@customElement('ph-availability')
export class PhAvailability extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: inline-flex; }
      .badge::before { content: ''; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: currentColor; }
      .badge:not(.ok, .bad)::before { background: none; border: 2px solid currentColor; }
    `,
  ];

  @property() value: Availability = 'unknown';

  protected override render() {
    const look = LOOK[this.value];
    return html`<span class="badge ${look.className}">${look.text}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-availability': PhAvailability;
  }
}
