import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { shared } from '../../styles/shared.js';
import { tabs } from '../../styles/tabs.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import './ph-notification-list.js';
import './ph-target-list.js';

/** What the hub has to tell, and where it tells it besides. */
@customElement('ph-notifications-page')
export class PhNotificationsPage extends LitElement {
  static override readonly styles = [shared, tabs, css`.page-head { min-height: 2.5rem; margin-bottom: 0.6rem; }`];

  @property() userRole = '';
  @property({ type: Boolean }) targets = false;

  protected override render() {
    return html`
      <div class="page-head"><h1>${t('notifications.title')}</h1></div>
      <nav class="tabs" aria-label=${t('notifications.parts')}>
        <a href="/notifications" aria-current=${this.targets ? nothing : 'page'}>${t('notifications.tab.list')}</a>
        <a href="/notifications/targets" aria-current=${this.targets ? 'page' : nothing}>${t('notifications.tab.targets')}</a>
      </nav>
      ${this.#part()}
    `;
  }

  #part() {
    if (!this.targets) {
      return html`<ph-notification-list .userRole=${this.userRole}></ph-notification-list>`;
    }
    return hasRole(this.userRole, 'admin') ? html`<ph-target-list></ph-target-list>` : html`
      <div class="card"><ph-notice kind="info" heading=${t('notifications.locked')}>${t('notifications.lockedHint', { role: this.userRole })}</ph-notice></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-notifications-page': PhNotificationsPage;
  }
}
