import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { ApiError } from '../../api/http.js';
import { getPages, type PluginPage } from '../../api/plugin-pages.js';
import { getPlugins, type Plugin } from '../../api/plugins.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { formatList } from '../../format/lists.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import { renderElements } from './elements.js';
import { elementKeys, type Place } from './place.js';
import { readOnlyElements } from './read-only.js';

interface PageOfPlugin {
  plugin: Plugin;
  pages: PluginPage[];
  page: PluginPage | undefined;
  keys: Map<unknown, string>;
}

/** A page that a plugin described as data. */
@customElement('ph-plugin-page')
export class PhPluginPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .elements { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.75rem; }
      .elements > * { min-width: 0; }
      .page-head p { flex-basis: 100%; color: var(--text-2); }
    `,
  ];

  @property() plugin = '';
  @property() page = '';
  /** The query string of the address. */
  @property() search = '';
  /** The role of who is signed in. */
  @property() userRole = '';
  @state() private revision = 0;
  readonly #page = new Loader<PageOfPlugin>(this, (signal) => this.#load(signal));
  #shown = '';

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['plugins'],
      onEvent: () => void this.#page.reload(),
      onResync: () => void this.#page.reload(),
    });
    this.addEventListener('page-changed', () => { this.revision += 1; });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('plugin') !== undefined || changed.get('page') !== undefined) {
      if ((changed.get('plugin') ?? '') !== '' || (changed.get('page') ?? '') !== '') {
        this.#page.data = undefined;
        void this.#page.reload();
      }
    }
  }

  async #load(signal: AbortSignal): Promise<PageOfPlugin> {
    const plugin = (await getPlugins(signal)).find((each) => each.id === this.plugin);
    if (plugin === undefined) {
      throw new ApiError(404, t('page.noSuchPlugin'), t('page.theHubHasNoPlugin', { plugin: this.plugin }));
    }
    if (plugin.pages.length === 0) {
      return { plugin, pages: [], page: undefined, keys: new Map() };
    }
    const whole = await getPages(plugin.id, signal);
    // Changes through a plugin's routes need an operator.
    const pages = hasRole(this.userRole, 'operator') ? whole : whole.map((each) => ({ ...each, elements: readOnlyElements(each.elements ?? []) }));
    const page = pages.find((each) => each.id === this.page);
    if (page === undefined) {
      throw new ApiError(404, t('page.noSuchPage'), t('page.hasNoPage', { name: plugin.name, page: this.page }));
    }
    // What is drawn stays, with all that was entered into it, unless the page is another one now.
    const before = this.#page.data;
    const text = JSON.stringify([plugin.asset_path, pages]);
    if (before?.page?.id === page.id && text === this.#shown) {
      return { ...before, plugin };
    }
    this.#shown = text;
    return { plugin, pages, page, keys: elementKeys(page.elements ?? []) };
  }

  protected override render() {
    return renderLoaded(this.#page, (loaded) => this.#content(loaded));
  }

  #content({ plugin, pages, page, keys }: PageOfPlugin) {
    if (page === undefined) {
      return html`
        <div class="page-head"><h1>${plugin.name}</h1></div>
        <div class="card"><ph-notice kind="info" heading=${t('page.isNotRunning', { name: plugin.name })}>
          ${plugin.reason ?? t('page.itIsState', { state: plugin.state })} <a href="/plugins">${t('page.goToThePlugins')}</a>
        </ph-notice></div>`;
    }
    const query = new URLSearchParams(this.search);
    const names = page.parameters ?? [];
    const missing = names.filter((name) => (query.get(name) ?? '') === '');
    const place: Place = {
      plugin: plugin.id,
      assets: plugin.asset_path,
      pages,
      parameters: Object.fromEntries(names.map((name) => [name, query.get(name) ?? ''])),
      search: this.search,
      revision: this.revision,
      keyOf: (element) => keys.get(element) ?? 'element',
    };
    const elements = page.elements ?? [];
    return html`
      <div class="page-head"><h1>${page.title}</h1>${page.description === undefined ? nothing : html`<p>${page.description}</p>`}</div>
      <div class="elements">
        ${missing.length > 0
          ? html`<div class="card"><ph-notice kind="empty" heading=${t('page.theAddressIsNotComplete')}>${t('page.needsParameters', { names: formatList(missing) })}</ph-notice></div>`
          : elements.length === 0
            ? html`<div class="card"><ph-notice kind="empty" heading=${t('page.thisPageIsEmpty')}></ph-notice></div>`
            : renderElements(elements, place)}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-page': PhPluginPage;
  }
}
