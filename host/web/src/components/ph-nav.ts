import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole, type Identity } from '../api/auth.js';
import type { Health } from '../api/health.js';
import type { Plugin } from '../api/plugins.js';
import { roleName } from '../format/role-names.js';
import { NotificationWatch } from '../live/notification-watch.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import { pluginIcon, type IconName } from './icons.js';
import { navStyles } from './nav-styles.js';
import './ph-bell.js';
import './ph-brand.js';
import './ph-dialog.js';
import './ph-hub-status.js';
import './ph-icon.js';
import './ph-theme-toggle.js';

interface Entry {
  href: string;
  icon: IconName;
  label: string;
  /** Those who do not see it. */
  /** The least role that is offered it. */
  needs?: 'installer';
}

const MAIN: readonly Entry[] = [
  { href: '/', icon: 'dashboard', label: t('nav.dashboard') },
  { href: '/history', icon: 'history', label: t('common.history') },
  { href: '/automations', icon: 'bolt', label: t('nav.automations') },
  { href: '/devices', icon: 'devices', label: t('common.devices') },
  { href: '/plugins', icon: 'plugins', label: t('common.plugins') },
];
const REST: readonly Entry[] = [
  { href: '/jobs', icon: 'jobs', label: t('common.jobs') },
  { href: '/broker', icon: 'broker', label: t('common.mqttBroker') },
  { href: '/settings', icon: 'settings', label: t('nav.settings'), needs: 'installer' },
  { href: '/logs', icon: 'page', label: t('nav.logs'), needs: 'installer' },
  { href: '/system', icon: 'storage', label: t('nav.system') },
];
// A phone's bottom bar has room for four entries and "More".
const BOTTOM = MAIN.filter((entry) => entry.href !== '/automations');

const ADMIN: readonly Entry[] = [
  { href: '/users', icon: 'users', label: t('nav.users') },
  { href: '/keys', icon: 'key', label: t('nav.keys') },
  { href: '/audit', icon: 'audit', label: t('nav.audit') },
];

/** Sidebar on a desktop; top line and bottom bar on a phone. */
@customElement('ph-nav')
export class PhNav extends LitElement {
  static override readonly styles = [shared, navStyles];

  @property({ attribute: false }) me: Identity | undefined;
  @property() path = '/';
  @property({ attribute: false }) plugins: readonly Plugin[] = [];
  @property({ attribute: false }) health: Health | undefined;
  @property({ type: Boolean }) away = false;
  @state() private more = false;
  readonly #told = new NotificationWatch(this);

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('path')) {
      this.more = false;
    }
  }

  protected override render() {
    const status = html`<div class="status">
      <ph-hub-status .health=${this.health} .away=${this.away}></ph-hub-status>
      <ph-bell .open=${this.#told.open} .worst=${this.#told.worst} ?current=${this.path === '/notifications'}></ph-bell>
    </div>`;
    return html`
      <nav class="side" aria-label=${t('nav.main')}>
        <div class="head"><a class="brand" href="/" aria-label=${t('nav.pihubDashboard')}><ph-brand></ph-brand></a>${status}</div>
        <ul>
          ${MAIN.map((entry) => html`<li>${this.#link(entry)}</li>`)}
          ${this.#pluginLinks()}
          ${this.#rest()}
          ${this.#adminLinks()}
        </ul>
        <div class="foot">${this.#account()}</div>
      </nav>
      <header class="top"><a class="brand" href="/" aria-label=${t('nav.pihubDashboard')}><ph-brand></ph-brand></a>${status}</header>
      <nav class="bottom" aria-label=${t('nav.main')}>
        ${BOTTOM.map((entry) => this.#link(entry))}
        <button aria-haspopup="dialog" class=${this.#inMain() ? '' : 'current'} @click=${() => { this.more = true; }}>
          <ph-icon .name=${'more' as const}></ph-icon>${t('common.more')}
        </button>
      </nav>
      ${this.more ? html`
        <ph-dialog heading=${t('common.more')} @closed=${() => { this.more = false; }}>
          <ul class="sheet">${MAIN.filter((entry) => !BOTTOM.includes(entry)).map((entry) => html`<li>${this.#link(entry)}</li>`)}${this.#pluginLinks()}${this.#rest()}${this.#adminLinks()}</ul>
          <div class="foot">${this.#account()}</div>
        </ph-dialog>` : nothing}
    `;
  }

  #rest() {
    return REST.filter(({ needs }) => needs === undefined || hasRole(this.me?.role ?? 'viewer', needs)).map((entry) => html`<li>${this.#link(entry)}</li>`);
  }

  #inMain(): boolean {
    return BOTTOM.some((entry) => entry.href === this.path);
  }

  #link({ href, icon, label }: Entry) {
    return html`<a href=${href} aria-current=${this.path === href ? 'page' : nothing}><ph-icon .name=${icon}></ph-icon>${label}</a>`;
  }

  #adminLinks() {
    return hasRole(this.me?.role ?? '', 'admin')
      ? html`<li class="group"><span class="title">${t('nav.admin')}</span><ul>${ADMIN.map((entry) => html`<li>${this.#link(entry)}</li>`)}</ul></li>`
      : nothing;
  }

  /** A plugin with one page is an entry; one with more is a group of them. */
  #pluginLinks() {
    return this.plugins.filter((plugin) => plugin.enabled).map((plugin) => {
      const pages = plugin.pages.filter((page) => !page.hidden);
      const entries = pages.map((page) => html`<li>${this.#link({
        href: `/plugins/${encodeURIComponent(plugin.id)}/${encodeURIComponent(page.id)}`,
        icon: pluginIcon(page.icon) ?? (pages.length === 1 ? pluginIcon(plugin.icon) : undefined) ?? 'page',
        label: page.title,
      })}</li>`);
      return entries.length > 1 ? html`<li class="group"><span class="title">${plugin.name}</span><ul>${entries}</ul></li>` : entries;
    });
  }

  #account() {
    return html`
      <ph-theme-toggle></ph-theme-toggle>
      <div class="who">
        <a class="me" href="/profile" aria-current=${this.path === '/profile' ? 'page' : nothing} title=${t('nav.profile')}>
          <strong>${this.#name()}</strong><span class="muted small">${this.me === undefined ? '' : roleName(this.me.role)}</span></a>
        <button class="ghost icon" aria-label=${t('nav.signOut')} title=${t('nav.signOut')} @click=${this.#signOut}><ph-icon .name=${'sign-out' as const}></ph-icon></button>
      </div>
      ${this.health === undefined || this.health.version === '' ? nothing : html`<span class="muted small">${t('nav.version', { version: this.health.version })}</span>`}
    `;
  }

  #name(): string {
    const { me } = this;
    return me === undefined ? '' : (me.display_name ?? '') === '' ? me.name : (me.display_name ?? '');
  }

  #signOut(): void {
    this.dispatchEvent(new Event('sign-out', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-nav': PhNav;
  }
}
