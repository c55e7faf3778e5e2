import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../../api/auth.js';
import type { Plugin } from '../../../api/plugins.js';
import { renderLoaded } from '../../../components/loaded.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import { tRich } from '../../../text/rich.js';
import '../../../components/ph-notice.js';
import '../../../components/ph-plugin-icon.js';
import type { Outcome } from '../change-outcome.js';
import { permissionsOf, violationWords } from '../permission-words.js';
import '../ph-outcome.js';
import '../ph-plugin-actions.js';
import '../ph-plugin-figures.js';
import '../ph-plugin-permissions.js';
import '../ph-plugin-state.js';
import '../ph-plugin-switch.js';
import '../ph-version-facts.js';
import { PluginFeed } from '../plugin-feed.js';
import { dependentsOf, lookOf, needsWords } from '../plugin-state.js';
import './ph-plugin-versions.js';

/** Everything that the hub knows of one plugin, and all that can be done with it. */
@customElement('ph-plugin-details')
export class PhPluginDetails extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .back { margin-bottom: 0.5rem; }
      .page-head { flex-wrap: nowrap; align-items: center; }
      .page-head > div { margin-right: auto; min-width: 0; }
      h1:focus { outline: none; }
      h1, dd, .violations { overflow-wrap: anywhere; }
      .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; align-items: start; margin-top: 1rem; }
      .grid > div { display: grid; gap: 1rem; min-width: 0; }
      section { padding: 1.1rem 1.25rem 1.25rem; }
      section h2 { margin-bottom: 0.8rem; }
      .violations { display: grid; gap: 0.4rem; margin-top: 0.9rem; padding: 0.7rem 0.9rem; border-radius: var(--radius-s); background: var(--bad-soft); font-size: 0.9375rem; }
      .facts { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0.4rem 0.75rem; font-size: 0.9375rem; }
      dt { color: var(--text-2); }
      .hint { margin-top: 0.8rem; }
      .links { margin-top: 1rem; }
    `,
  ];

  @property({ attribute: 'plugin-id' }) pluginId = '';
  @property() userRole = '';
  @state() private outcome: Outcome | undefined;
  @state() private removed: Plugin | undefined;
  readonly #feed = new PluginFeed(this, (plugin) => this.#onRemoved(plugin));

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('pluginId')) {
      this.outcome = undefined;
      this.removed = undefined;
    }
  }

  protected override render() {
    return html`
      <p class="back small"><a href="/plugins">${t('common.plugins')}</a></p>
      <div @plugin-changed=${(event: CustomEvent<Plugin>) => this.#feed.replace(event.detail)} @plugin-removed=${(event: CustomEvent<Plugin>) => this.#feed.remove(event.detail.id)} @outcome=${this.#onOutcome}>
        ${renderLoaded(this.#feed.loader, () => this.#content(this.#feed.find(this.pluginId)), 4)}
      </div>`;
  }

  #content(plugin: Plugin | undefined) {
    if (plugin === undefined) {
      return this.removed === undefined
        ? html`<div class="card"><ph-notice kind="empty" heading=${t('plugins.thereIsNoSuchPlugin')}>${t('plugins.theHubHasNoPlugin', { pluginId: this.pluginId })}</ph-notice></div>`
        : html`<div class="card"><ph-notice kind="done" heading=${t('plugins.isRemoved', { name: this.removed.name })}><a href="/plugins">${t('plugins.allPlugins')}</a></ph-notice></div>`;
    }
    const look = lookOf(plugin.state);
    const mayChange = hasRole(this.userRole, 'admin');
    return html`
      <div class="page-head">
        <ph-plugin-icon .icon=${plugin.icon} .name=${plugin.name}></ph-plugin-icon>
        <div><h1 tabindex="-1">${plugin.name}</h1><p class="row small muted"><span class="badge ${look.kind}">${look.text}</span><span>${plugin.version}</span></p></div>
        ${mayChange ? html`<ph-plugin-switch .plugin=${plugin} .dependents=${dependentsOf(plugin.id, this.#feed.loader.data?.plugins ?? [])}></ph-plugin-switch>` : nothing}
      </div>
      <div class="stack">
        ${this.outcome === undefined ? nothing : html`<ph-outcome .outcome=${this.outcome} @dismissed=${() => { this.outcome = undefined; }}></ph-outcome>`}
        ${needsWords(plugin) ? html`<ph-plugin-state .plugin=${plugin}></ph-plugin-state>` : nothing}
        ${plugin.description ? html`<p>${plugin.description}</p>` : nothing}
        ${mayChange ? html`<ph-plugin-actions expanded .plugin=${plugin} .entry=${this.#feed.updateOf(plugin.id)}></ph-plugin-actions>` : nothing}
      </div>
      <div class="grid">
        <div>
          <section class="card" aria-labelledby="may"><h2 id="may">${t('plugins.whatItMayDo')}</h2>${this.#permissions(plugin)}</section>
          <section class="card" aria-labelledby="versions"><h2 id="versions">${t('plugins.versions')}</h2><ph-plugin-versions .plugin=${plugin}></ph-plugin-versions></section>
        </div>
        <div>
          <section class="card" aria-labelledby="usage"><h2 id="usage">${t('plugins.whatItTakesAndDid')}</h2>
            <ph-plugin-figures all .plugin=${plugin}></ph-plugin-figures>
            <p class="hint">${t('plugins.countsAreSinceTheHub')}</p>
          </section>
          <section class="card" aria-labelledby="about"><h2 id="about">${t('plugins.about')}</h2>${this.#about(plugin)}</section>
        </div>
      </div>`;
  }

  #permissions(plugin: Plugin) {
    const { violations } = plugin.usage;
    return html`
      <ph-plugin-permissions .permissions=${permissionsOf(plugin)}></ph-plugin-permissions>
      ${violations.length === 0 ? nothing : html`<ul class="violations" aria-label=${t('plugins.whatItWasRefused')}>${violations.map((each) => html`
        <li>${violationWords(each)} <span class="muted small">${tRich('plugins.last', { ago: html`<ph-ago .time=${each.last_at}></ph-ago>` })}</span></li>`)}</ul>`}`;
  }

  #about(plugin: Plugin) {
    const at = `/plugins/${encodeURIComponent(plugin.id)}`;
    const mayInspect = hasRole(this.userRole, 'installer');
    const fact = (label: string, value: unknown) => (value === null || value === '' ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`);
    return html`
      <dl class="facts">
        ${fact(t('plugins.id'), html`<code>${plugin.id}</code>`)}
        ${fact(t('plugins.started'), plugin.started_at === null ? null : html`<ph-ago .time=${plugin.started_at}></ph-ago>`)}
        ${fact(t('plugins.drivers'), plugin.drivers.join(', '))}
        ${fact(t('plugins.needs'), plugin.depends_on.length === 0 ? null : plugin.depends_on.map((id, index) => html`${index === 0 ? '' : ', '}<a href="/plugins/${encodeURIComponent(id)}">${id}</a>`))}
        ${fact('SDK', plugin.sdk === null || plugin.sdk === '' ? null : html`<code>${plugin.sdk}</code>`)}
        ${fact(t('plugins.licence'), plugin.license)}
        ${fact(t('plugins.ignoredFiles'), plugin.usage.stray_files.join(', '))}
      </dl>
      <div class="row links">
        ${plugin.enabled ? plugin.pages.filter((page) => !page.hidden).map((page) => html`<a class="button" href="${at}/${encodeURIComponent(page.id)}">${page.title}</a>`) : nothing}
        ${mayInspect && plugin.has_settings ? html`<a class="button" href="${at}/settings">${t('plugins.settings')}</a>` : nothing}
        ${plugin.jobs > 0 ? html`<a class="button" href="/jobs">${t('common.jobs')}</a>` : nothing}
        ${mayInspect ? html`<a class="button" href="${at}/logs">${t('plugins.log')}</a>` : nothing}
      </div>`;
  }

  #onRemoved(plugin: Plugin): void {
    if (plugin.id === this.pluginId) {
      this.removed = plugin;
    }
  }

  #onOutcome(event: CustomEvent<Outcome>): void {
    this.outcome = event.detail;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-details': PhPluginDetails;
  }
}
