import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole, type Identity } from '../api/auth.js';
import type { Health } from '../api/health.js';
import type { Plugin } from '../api/plugins.js';
import { roleName } from '../format/role-names.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import { pluginIcon, type IconName } from './icons.js';
import { navStyles } from './nav-styles.js';
import './ph-brand.js';
import './ph-dialog.js';
import './ph-hub-status.js';
import './ph-icon.js';
import './ph-theme-toggle.js';

interface Entry {
  href: string;
  icon: IconName;
  label: string;
}

const MAIN: readonly Entry[] = [
  { href: '/', icon: 'dashboard', label: 'Dashboard' },
  { href: '/history', icon: 'history', label: 'History' },
  { href: '/devices', icon: 'devices', label: 'Devices' },
  { href: '/plugins', icon: 'plugins', label: 'Plugins' },
];
const REST: readonly Entry[] = [
  { href: '/jobs', icon: 'jobs', label: 'Jobs' },
  { href: '/broker', icon: 'broker', label: 'MQTT broker' },
  { href: '/system', icon: 'storage', label: 'System' },
];

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

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('path')) {
      this.more = false;
    }
  }

  protected override render() {
    const status = html`<ph-hub-status .health=${this.health} .away=${this.away}></ph-hub-status>`;
    return html`
      <nav class="side" aria-label="Main">
        <div class="head"><a class="brand" href="/" aria-label="PiHub, dashboard"><ph-brand></ph-brand></a>${status}</div>
        <ul>
          ${MAIN.map((entry) => html`<li>${this.#link(entry)}</li>`)}
          ${this.#pluginLinks()}
          ${REST.map((entry) => html`<li>${this.#link(entry)}</li>`)}
          ${this.#adminLinks()}
        </ul>
        <div class="foot">${this.#account()}</div>
      </nav>
      <header class="top"><a class="brand" href="/" aria-label="PiHub, dashboard"><ph-brand></ph-brand></a>${status}</header>
      <nav class="bottom" aria-label="Main">
        ${MAIN.map((entry) => this.#link(entry))}
        <button aria-haspopup="dialog" class=${this.#inMain() ? '' : 'current'} @click=${() => { this.more = true; }}>
          <ph-icon .name=${'more' as const}></ph-icon>More
        </button>
      </nav>
      ${this.more ? html`
        <ph-dialog heading="More" @closed=${() => { this.more = false; }}>
          <ul class="sheet">${this.#pluginLinks()}${REST.map((entry) => html`<li>${this.#link(entry)}</li>`)}${this.#adminLinks()}</ul>
          <div class="foot">${this.#account()}</div>
        </ph-dialog>` : nothing}
    `;
  }

  #inMain(): boolean {
    return MAIN.some((entry) => entry.href === this.path);
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
        <button class="ghost icon" aria-label="Sign out" title="Sign out" @click=${this.#signOut}><ph-icon .name=${'sign-out' as const}></ph-icon></button>
      </div>
      ${this.health === undefined || this.health.version === '' ? nothing : html`<span class="muted small">PiHub ${this.health.version}</span>`}
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
