import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hasRole } from '../../api/auth.js';
import type { Plugin } from '../../api/plugins.js';
import { renderLoaded } from '../../components/loaded.js';
import { shared } from '../../styles/shared.js';
import { tabs } from '../../styles/tabs.js';
import { t, tCount } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-notice.js';
import './catalogue/ph-catalogue.js';
import { versionOutcome, type Outcome } from './change-outcome.js';
import './install/ph-package-upload.js';
import './install/ph-refused-drops.js';
import './ph-outcome.js';
import './ph-plugin-card.js';
import './ph-plugin-consent.js';
import { PluginFeed, type PluginFeedData } from './plugin-feed.js';
import { dependentsOf } from './plugin-state.js';

/** All plugins of the hub, the way to install more, and the catalogue. */
@customElement('ph-plugins-page')
export class PhPluginsPage extends LitElement {
  static override readonly styles = [
    shared,
    tabs,
    css`
      .page-head { margin-bottom: 0.6rem; }
      h1:focus { outline: none; }
      .stack { gap: 1rem; }
      .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); gap: 1rem; }
      .count { padding: 0.05rem 0.5rem; }
    `,
  ];

  /** The query string of the address. */
  @property() search = '';
  /** The role of who is signed in. */
  @property() userRole = '';
  @state() private outcome: Outcome | undefined;
  /** The plugin that was uploaded and waits for the owner's consent. */
  @state() private asking: Plugin | undefined;
  readonly #feed = new PluginFeed(this, (plugin) => this.#onRemoved(plugin));

  protected override render() {
    const isCatalogue = new URLSearchParams(this.search).get('tab') === 'catalogue';
    const updates = this.#feed.loader.data?.catalogue?.plugins.filter((entry) => entry.update_available).length ?? 0;
    return html`
      <div class="page-head"><h1 tabindex="-1">${t('common.plugins')}</h1></div>
      <nav class="tabs" aria-label=${t('plugins.partsOfThePluginsPage')}>
        <a href="/plugins" aria-current=${isCatalogue ? nothing : 'page'}>${t('plugins.installed')}</a>
        <a href="/plugins?tab=catalogue" aria-current=${isCatalogue ? 'page' : nothing}>${tRich('plugins.catalogueTab', { updates: updates === 0 ? nothing : html`<span class="badge warn count">${updates}<span class="sr-only"> ${tCount('plugins.updateWord', updates)}</span></span>` })}</a>
      </nav>
      <div @plugin-changed=${(event: CustomEvent<Plugin>) => this.#feed.replace(event.detail)} @plugin-removed=${(event: CustomEvent<Plugin>) => this.#feed.remove(event.detail.id)} @outcome=${this.#onOutcome}>
        ${renderLoaded(this.#feed.loader, (data) => (isCatalogue ? this.#catalogue(data) : this.#installed(data)), 4)}
        ${this.asking === undefined ? nothing : html`
          <ph-plugin-consent .plugin=${this.#feed.find(this.asking.id) ?? this.asking} @closed=${() => { this.asking = undefined; }}></ph-plugin-consent>`}
      </div>
    `;
  }

  get #mayChange(): boolean {
    return hasRole(this.userRole, 'admin');
  }

  #installed(data: PluginFeedData) {
    const mayInspect = hasRole(this.userRole, 'installer');
    return html`
      <div class="stack">
        ${this.outcome === undefined ? nothing : html`<ph-outcome .outcome=${this.outcome} @dismissed=${() => { this.outcome = undefined; }}></ph-outcome>`}
        ${this.#mayChange ? html`<ph-package-upload @installed=${(event: CustomEvent<Plugin>) => this.#onInstalled(event.detail)}></ph-package-upload>` : nothing}
        <ph-refused-drops ?mayChange=${this.#mayChange}></ph-refused-drops>
        ${data.plugins.length === 0 ? html`<div class="card"><ph-notice kind="empty" heading=${t('plugins.noPlugins')}>
          ${tRich('plugins.pluginsBringDriversPages', { link: html`<a href="/plugins?tab=catalogue">${t('plugins.theCatalogue')}</a>` })}
        </ph-notice></div>` : html`<div class="cards">${repeat(data.plugins, (plugin) => plugin.id, (plugin) => html`
          <ph-plugin-card
            .plugin=${plugin} .dependents=${dependentsOf(plugin.id, data.plugins)} .entry=${this.#feed.updateOf(plugin.id)}
            ?mayChange=${this.#mayChange} ?mayInspect=${mayInspect}
          ></ph-plugin-card>`)}</div>`}
      </div>`;
  }

  #catalogue({ catalogue, plugins }: PluginFeedData) {
    return html`<ph-catalogue .catalogue=${catalogue} .plugins=${plugins} ?mayChange=${this.#mayChange} @refreshed=${() => void this.#feed.loader.reload()}></ph-catalogue>`;
  }

  /** An upload: a new plugin waits for its owner, one that asks for more too; any other has taken over, or not. */
  #onInstalled(plugin: Plugin): void {
    this.#feed.replace(plugin);
    const waits = plugin.state === 'installed' || plugin.pending_version !== null;
    this.asking = waits ? plugin : undefined;
    const uploaded = plugin.last_change?.to ?? plugin.chosen_version;
    const outcome = versionOutcome(plugin, uploaded);
    this.outcome = waits ? undefined : { ...outcome, heading: `${plugin.name}: ${outcome.heading}` };
  }

  #onRemoved(plugin: Plugin): void {
    this.outcome = { ok: true, heading: t('plugins.isRemoved', { name: plugin.name }), text: '' };
    this.renderRoot.querySelector('h1')?.focus();
  }

  #onOutcome(event: CustomEvent<Outcome>): void {
    const name = this.asking === undefined ? '' : `${this.asking.name}: `;
    this.outcome = { ...event.detail, heading: name + event.detail.heading };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugins-page': PhPluginsPage;
  }
}
