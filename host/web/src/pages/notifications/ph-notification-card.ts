import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Notification, Severity } from '../../api/notifications.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-ago.js';
import { isOpen } from './groups.js';

const BADGE: Readonly<Record<Severity, string>> = { info: '', warning: 'warn', error: 'bad' };

/** One notification. Fires `dismiss` and `restore`. */
@customElement('ph-notification-card')
export class PhNotificationCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.4rem 1.25rem; align-items: start; padding: 0.9rem 1.25rem; border-left: 4px solid var(--line-strong); }
      article.warning { border-left-color: var(--warn-dot); }
      article.error { border-left-color: var(--bad); }
      article.over { border-left-color: var(--line); }
      h3 { overflow-wrap: anywhere; }
      .text { display: grid; gap: 0.3rem; min-width: 0; }
      .detail { overflow-wrap: anywhere; white-space: pre-line; }
      .facts { display: flex; flex-wrap: wrap; gap: 0.2rem 0.8rem; align-items: center; }
      .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: end; }
      @media (max-width: 560px) { article { grid-template-columns: minmax(0, 1fr); padding: 0.9rem 1rem; } .buttons { justify-content: start; } }
    `,
  ];

  @property({ attribute: false }) notification: Notification | undefined;
  @property({ type: Boolean }) mayDismiss = false;

  protected override render() {
    const { notification } = this;
    if (notification === undefined) {
      return nothing;
    }
    const open = isOpen(notification);
    return html`
      <article class=${open ? notification.severity : 'over'}>
        <div class="text">
          <h3>${notification.title}</h3>
          ${notification.detail === '' ? nothing : html`<p class="detail small">${notification.detail}</p>`}
          <p class="facts small muted">
            ${this.#badge(notification)}
            <ph-ago .time=${notification.last_at}></ph-ago>
            ${notification.count > 1 ? html`<span>${tCount('notifications.count', notification.count)}</span>` : nothing}
          </p>
        </div>
        <div class="buttons">
          ${notification.link === null ? nothing : html`<a class="button" href=${notification.link} aria-label=${t('notifications.lookAt', { title: notification.title })}>${t('notifications.look')}</a>`}
          ${this.#button(notification, open)}
        </div>
      </article>
    `;
  }

  #badge(notification: Notification) {
    if (notification.resolved_at !== null) {
      return html`<span class="badge ok">${t('notifications.over')}</span>`;
    }
    return notification.dismissed_at !== null
      ? html`<span class="badge">${t('notifications.dismissed')}</span>`
      : html`<span class="badge ${BADGE[notification.severity]}">${t(`notifications.severity.${notification.severity}`)}</span>`;
  }

  #button(notification: Notification, open: boolean) {
    if (!this.mayDismiss) {
      return nothing;
    }
    if (open) {
      return html`<button aria-label=${t('notifications.dismissIt', { title: notification.title })} @click=${() => this.dispatchEvent(new Event('dismiss'))}>${t('notifications.dismiss')}</button>`;
    }
    return notification.resolved_at === null
      ? html`<button class="ghost" @click=${() => this.dispatchEvent(new Event('restore'))}>${t('notifications.restore')}</button>`
      : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-notification-card': PhNotificationCard;
  }
}
