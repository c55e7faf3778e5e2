import { ContextConsumer } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasRole, type Identity } from '../api/auth.js';
import { followHub } from '../api/hub.js';
import { getPlugins, type Plugin } from '../api/plugins.js';
import { roleName } from '../format/role-names.js';
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
import { lazy } from './ph-lazy.js';
import './ph-banner.js';
import './ph-nav.js';
import './ph-notice.js';
import '../pages/dashboard/ph-dashboard-page.js';
import '../pages/dashboard/ph-owner-banner.js';
import '../pages/devices/ph-devices-page.js';

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
    const role = this.me?.role ?? 'viewer';
    switch (route.page) {
      case 'dashboard':
        return html`${this.me?.kind === 'demo' ? html`<ph-owner-banner></ph-owner-banner>` : nothing}<ph-dashboard-page .userRole=${role}></ph-dashboard-page>`;
      case 'history':
        return lazy('history', html`<ph-history-page .search=${location.search} .userRole=${role}></ph-history-page>`);
      case 'automations':
        return lazy('automations', html`<ph-automations-page .userRole=${role}></ph-automations-page>`);
      case 'automation':
        return lazy('automation', html`<ph-automation-page automation=${route.id} .search=${location.search} .userRole=${role}></ph-automation-page>`);
      case 'devices':
        return html`<ph-devices-page .search=${location.search} .userRole=${role}></ph-devices-page>`;
      case 'plugins':
        return lazy('plugins', html`<ph-plugins-page .search=${location.search} .userRole=${role}></ph-plugins-page>`);
      case 'broker':
        return lazy('broker', html`<ph-broker-page .tab=${tabOf(location.pathname, location.search)} .search=${location.search} .userRole=${role}></ph-broker-page>`);
      case 'jobs':
        return lazy('jobs', html`<ph-jobs-page .userRole=${role}></ph-jobs-page>`);
      case 'system':
        return lazy('system', html`<ph-system-page .userRole=${role}></ph-system-page>`);
      case 'profile':
        return lazy('profile', html`<ph-profile-page .me=${this.me}></ph-profile-page>`);
      case 'users':
        return this.#forAdmins(() => lazy('users', html`<ph-users-page .me=${this.me}></ph-users-page>`));
      case 'keys':
        return this.#forAdmins(() => lazy('keys', html`<ph-keys-page .userRole=${role}></ph-keys-page>`));
      case 'audit':
        return this.#forAdmins(() => lazy('audit', html`<ph-audit-page></ph-audit-page>`));
      case 'settings':
        return lazy('settings', html`<ph-settings-page .userRole=${role}></ph-settings-page>`);
      case 'settings-section':
        return lazy('settings-section', html`<ph-section-page .section=${route.section} .userRole=${role}></ph-section-page>`);
      case 'notifications':
      case 'notification-targets':
        return lazy('notifications', html`<ph-notifications-page .userRole=${role} ?targets=${route.page === 'notification-targets'}></ph-notifications-page>`);
      case 'logs':
        return lazy('logs', html`<ph-logs-page .search=${location.search} .userRole=${role}></ph-logs-page>`);
      case 'plugin-details':
        return lazy('plugin-details', html`<ph-plugin-details plugin-id=${route.plugin} .userRole=${role}></ph-plugin-details>`);
      case 'plugin-logs':
        return lazy('plugin-logs', html`<ph-plugin-logs-page .plugin=${route.plugin}></ph-plugin-logs-page>`);
      case 'plugin-page':
        return lazy('plugin-page', html`<ph-plugin-page .plugin=${route.plugin} .page=${route.id} .search=${location.search} .userRole=${role}></ph-plugin-page>`);
      case 'plugin-settings':
        return lazy('plugin-settings', html`<ph-plugin-settings plugin-id=${route.plugin} .userRole=${role}></ph-plugin-settings>`);
      case 'setup':
      case 'invite':
      case 'unknown':
        return html`<ph-notice kind="empty" heading=${t('shell.thereIsNoSuchPage')}><a href="/">${t('shell.goToTheDashboard')}</a></ph-notice>`;
    }
  }

  /** An address typed by who may not see the page gets words, not a failed request. */
  #forAdmins(page: () => unknown) {
    const role = this.me?.role ?? 'viewer';
    return hasRole(role, 'admin')
      ? page()
      : html`<div class="card"><ph-notice kind="info" heading=${t('shell.locked')}>${t('shell.locked.more', { needed: roleName('admin'), role: roleName(role) })}</ph-notice></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-shell': PhShell;
  }
}
