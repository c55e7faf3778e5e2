import { ContextConsumer } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Identity } from '../api/auth.js';
import { followHub } from '../api/hub.js';
import { getPlugins, type Plugin } from '../api/plugins.js';
import { liveContext } from '../live/context.js';
import { HubWatch } from '../live/hub-watch.js';
import type { LiveClient } from '../live/live-client.js';
import { LiveController } from '../live/live-controller.js';
import { Loader } from '../live/loader.js';
import { tabOf } from '../pages/broker/tabs.js';
import { RouteController, type Route } from '../router.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import { pageTitle } from './page-title.js';
import './ph-banner.js';
import './ph-nav.js';
import './ph-notice.js';
import '../pages/automations/ph-automation-page.js';
import '../pages/automations/ph-automations-page.js';
import '../pages/broker/ph-broker-page.js';
import '../pages/dashboard/ph-dashboard-page.js';
import '../pages/devices/ph-devices-page.js';
import '../pages/history/ph-history-page.js';
import '../pages/jobs/ph-jobs-page.js';
import '../pages/logs/ph-logs-page.js';
import '../pages/notifications/ph-notifications-page.js';
import '../pages/plugin-page/ph-plugin-page.js';
import '../pages/plugins/details/ph-plugin-details.js';
import '../pages/plugins/logs/ph-plugin-logs-page.js';
import '../pages/plugins/ph-plugins-page.js';
import '../pages/plugins/settings/ph-plugin-settings.js';
import '../pages/settings/ph-section-page.js';
import '../pages/settings/ph-settings-page.js';
import '../pages/system/ph-system-page.js';

/** The entry of the navigation that a page belongs to. */
function navPath({ page }: Route): string {
  if (page === 'broker') {
    return '/broker';
  }
  if (page === 'settings-section') {
    return '/settings';
  }
  if (page === 'notification-targets') {
    return '/notifications';
  }
  if (page === 'automation') {
    return '/automations';
  }
  return page === 'plugin-details' || page === 'plugin-settings' || page === 'plugin-logs' ? '/plugins' : location.pathname;
}

/** Navigation around the current page. */
@customElement('ph-shell')
export class PhShell extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); min-height: 100dvh; }
      .content { min-width: 0; }
      main { max-width: 82rem; padding: 1.75rem 2rem 3rem; outline: none; }
      .skip { position: absolute; left: 1rem; top: -5rem; z-index: 30; }
      .skip:focus { top: 1rem; }
      @media (max-width: 860px) {
        :host { display: block; }
        main { padding: 1rem 1rem calc(6rem + env(safe-area-inset-bottom)); }
      }
    `,
  ];

  @property({ attribute: false }) me: Identity | undefined;
  readonly #live = new ContextConsumer(this, { context: liveContext, callback: (client) => this.#follow(client) });
  #stopFollowing: (() => void) | undefined;
  readonly #router = new RouteController(this);
  readonly #hub = new HubWatch(this, () => this.#live.value?.distrust());
  readonly #plugins = new Loader<Plugin[]>(this, getPlugins);

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['plugins'],
      onEvent: () => void this.#plugins.reload(),
      onResync: () => {
        void this.#plugins.reload();
        void this.#hub.check();
        void followHub().catch(() => undefined);
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hub-changed', this.#hubChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hub-changed', this.#hubChanged);
    this.#stopFollowing?.();
  }

  /** A lost event stream is a reason to ask at once how the hub is. */
  #follow(client: LiveClient): void {
    this.#stopFollowing?.();
    this.#stopFollowing = client.onStatus((status) => {
      if (status === 'waiting') {
        void this.#hub.check();
      }
    });
  }

  protected override render() {
    return html`
      <a class="skip button" href="#main" @click=${this.#skip}>${t('shell.skipToTheContent')}</a>
      <ph-nav
        .me=${this.me} .path=${navPath(this.#router.route)} .plugins=${this.#plugins.data ?? []} .health=${this.#hub.health} .away=${!this.#hub.reachable}
      ></ph-nav>
      <div class="content">
        <ph-banner .away=${!this.#hub.reachable}></ph-banner>
        <main id="main" tabindex="-1">${this.#page(this.#router.route)}</main>
      </div>
    `;
  }

  protected override updated(): void {
    document.title = pageTitle(this.#router.route, this.#plugins.data ?? []);
  }

  readonly #hubChanged = (): void => this.requestUpdate();

  #skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector('main')?.focus();
  }

  #page(route: Route) {
    switch (route.page) {
      case 'dashboard':
        return html`<ph-dashboard-page></ph-dashboard-page>`;
      case 'history':
        return html`<ph-history-page .search=${location.search} .userRole=${this.me?.role ?? ''}></ph-history-page>`;
      case 'automations':
        return html`<ph-automations-page .userRole=${this.me?.role ?? ''}></ph-automations-page>`;
      case 'automation':
        return html`<ph-automation-page automation=${route.id} .search=${location.search} .userRole=${this.me?.role ?? ''}></ph-automation-page>`;
      case 'devices':
        return html`<ph-devices-page .search=${location.search}></ph-devices-page>`;
      case 'plugins':
        return html`<ph-plugins-page .search=${location.search} .userRole=${this.me?.role ?? ''}></ph-plugins-page>`;
      case 'broker':
        return html`<ph-broker-page .tab=${tabOf(location.pathname, location.search)} .search=${location.search} .userRole=${this.me?.role ?? ''}></ph-broker-page>`;
      case 'jobs':
        return html`<ph-jobs-page .userRole=${this.me?.role ?? ''}></ph-jobs-page>`;
      case 'settings':
        return html`<ph-settings-page .userRole=${this.me?.role ?? ''}></ph-settings-page>`;
      case 'settings-section':
        return html`<ph-section-page .section=${route.section} .userRole=${this.me?.role ?? ''}></ph-section-page>`;
      case 'system':
        return html`<ph-system-page .userRole=${this.me?.role ?? ''}></ph-system-page>`;
      case 'notifications':
      case 'notification-targets':
        return html`<ph-notifications-page .userRole=${this.me?.role ?? ''} ?targets=${route.page === 'notification-targets'}></ph-notifications-page>`;
      case 'logs':
        return html`<ph-logs-page .search=${location.search} .userRole=${this.me?.role ?? ''}></ph-logs-page>`;
      case 'plugin-details':
        return html`<ph-plugin-details plugin-id=${route.plugin} .userRole=${this.me?.role ?? ''}></ph-plugin-details>`;
      case 'plugin-logs':
        return html`<ph-plugin-logs-page .plugin=${route.plugin}></ph-plugin-logs-page>`;
      case 'plugin-page':
        return html`<ph-plugin-page .plugin=${route.plugin} .page=${route.id} .search=${location.search}></ph-plugin-page>`;
      case 'plugin-settings':
        return html`<ph-plugin-settings plugin-id=${route.plugin} .userRole=${this.me?.role ?? ''}></ph-plugin-settings>`;
      case 'unknown':
        return html`<ph-notice kind="empty" heading=${t('shell.thereIsNoSuchPage')}><a href="/">${t('shell.goToTheDashboard')}</a></ph-notice>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-shell': PhShell;
  }
}
