import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-notice.js';
import { openTour } from '../tour/tour-state.js';

/** What to do when the hub knows no device yet. */
@customElement('ph-first-reading')
export class PhFirstReading extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .how { display: grid; gap: 0.75rem; justify-items: center; }
      pre {
        margin: 0; padding: 0.85rem 1rem; border-radius: var(--radius-s); background: var(--surface-2); color: var(--text); text-align: left;
        white-space: pre-wrap; overflow-wrap: anywhere; max-width: 100%;
      }
    `,
  ];

  /** The role of who is signed in. */
  @property() userRole = '';

  protected override render() {
    const command = `mosquitto_pub -h ${location.hostname} -p 1883 -q 1 -t pihub/first/state -m '{"temperature":21.5}'`;
    return html`
      <div class="card">
        <ph-notice kind="empty" heading=${t('common.noDevicesYet')}>
          <div class="how">
            <p>${t('dashboard.anythingThatSpeaksMqttCan')}</p>
            <pre>${command}</pre>
            ${hasRole(this.userRole, 'installer') ? html`
              <p>${tRich('dashboard.orThatOne', { link: html`<a href="/devices?add">${t('dashboard.addADevice')}</a>` })}</p>
              <button @click=${openTour}>${t('tour.open')}</button>` : nothing}
          </div>
        </ph-notice>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-first-reading': PhFirstReading;
  }
}
