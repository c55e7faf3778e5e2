import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hasRole } from '../../api/auth.js';
import { asApiError, type ApiError } from '../../api/http.js';
import {
  dismissAllNotifications, dismissNotification, getNotifications, restoreNotification, type Notification, type NotificationPage,
} from '../../api/notifications.js';
import { renderError, renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import '../../components/ph-switch.js';
import { groupsOf } from './groups.js';
import './ph-notification-card.js';

/** What the hub has to tell, by severity, live; what is put away can be taken out again. */
@customElement('ph-notification-list')
export class PhNotificationList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tools { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.6rem 1.25rem; margin-bottom: 1rem; }
      .switch { display: flex; align-items: center; gap: 0.6rem; }
      .undo { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin-bottom: 1rem; padding: 0.5rem 0.9rem; border-radius: var(--radius-s); background: var(--surface-2); }
      section + section { margin-top: 1.5rem; }
      h2 { margin-bottom: 0.6rem; }
      ul { overflow: hidden; }
      li + li { border-top: 1px solid var(--line); }
    `,
  ];

  @property() userRole = '';
  @state() private all = false;
  /** What was just put away. */
  @state() private undo: readonly number[] = [];
  @state() private failure: ApiError | undefined;
  #before: number[] = [];
  readonly #page = new Loader<NotificationPage>(this, (signal) => getNotifications(this.all, this.#before.at(-1), signal));

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['notifications'],
      onEvent: () => void this.#page.reload(),
      onResync: () => void this.#page.reload(),
    });
  }

  protected override render() {
    return html`
      ${this.failure === undefined ? nothing : renderError(this.failure, undefined, true)}
      <div role="status">${this.undo.length === 0 ? nothing : html`
        <div class="undo"><span>${tCount('notifications.wereDismissed', this.undo.length)}</span>
          <button class="ghost" @click=${() => void this.#restore(this.undo)}>${t('notifications.undo')}</button></div>`}</div>
      ${renderLoaded(this.#page, (page) => html`${this.#tools(page)}${this.#content(page)}`)}
    `;
  }

  #tools({ open }: NotificationPage) {
    return html`
      <div class="tools">
        <span class="switch"><ph-switch ?on=${this.all} label=${t('notifications.showAll')} @toggle=${this.#toggle}></ph-switch><span aria-hidden="true">${t('notifications.showAll')}</span></span>
        ${open > 1 && hasRole(this.userRole, 'operator') ? html`<button @click=${() => void this.#dismissAll()}>${t('notifications.dismissAll')}</button>` : nothing}
      </div>
    `;
  }

  #content({ notifications, next }: NotificationPage) {
    if (notifications.length === 0) {
      return html`<div class="card"><ph-notice kind="done" heading=${t('notifications.empty')}>${t('notifications.emptyHint')}</ph-notice></div>`;
    }
    return html`
      ${groupsOf(notifications).map((group) => html`
        <section aria-labelledby="of-${group.severity}">
          <h2 id="of-${group.severity}">${t(`notifications.group.${group.severity}`)}</h2>
          <ul class="card">${repeat(group.notifications, (each) => each.id, (each) => html`<li>${this.#card(each)}</li>`)}</ul>
        </section>`)}
      <ph-pager ?back=${this.#before.length > 0} ?forth=${next !== null} @back=${this.#back} @forth=${() => this.#forth(next)}></ph-pager>
    `;
  }

  #card(each: Notification) {
    return html`<ph-notification-card .notification=${each} ?mayDismiss=${hasRole(this.userRole, 'operator')}
      @dismiss=${() => void this.#do(async () => { await dismissNotification(each.id); this.undo = [each.id]; })}
      @restore=${() => void this.#restore([each.id])}></ph-notification-card>`;
  }

  #toggle(): void {
    this.all = !this.all;
    this.#before = [];
    void this.#page.reload();
  }

  #back(): void {
    this.#before = this.#before.slice(0, -1);
    void this.#page.reload();
  }

  #forth(next: number | null): void {
    if (next !== null) {
      this.#before = [...this.#before, next];
      void this.#page.reload();
    }
  }

  #dismissAll(): Promise<void> {
    return this.#do(async () => { this.undo = (await dismissAllNotifications()).ids; });
  }

  #restore(ids: readonly number[]): Promise<void> {
    return this.#do(async () => {
      for (const id of ids) {
        await restoreNotification(id);
      }
      this.undo = [];
    });
  }

  async #do(act: () => Promise<void>): Promise<void> {
    this.failure = undefined;
    try {
      await act();
    } catch (cause) {
      this.failure = asApiError(cause);
    }
    await this.#page.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-notification-list': PhNotificationList;
  }
}
