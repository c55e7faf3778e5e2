import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getPages, getPlugins, type Plugin, type PluginPage } from '../../api/plugins.js';
import { ApiError } from '../../api/http.js';
import { renderLoaded } from '../../components/loaded.js';
import { zoneName } from '../../format/time.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-notice.js';
import './ph-plugin-table.js';

interface PageOfPlugin {
  plugin: Plugin;
  page: PluginPage | undefined;
}

/** A page that a plugin described as data. */
@customElement('ph-plugin-page')
export class PhPluginPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tables { display: grid; gap: 1.75rem; }
      .tables > * { min-width: 0; }
    `,
  ];

  @property() plugin = '';
  @property() page = '';
  readonly #page = new Loader<PageOfPlugin>(this, (signal) => this.#load(signal));

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['plugins'],
      onEvent: () => void this.#page.reload(),
      onResync: () => void this.#page.reload(),
    });
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
      throw new ApiError(404, 'No such plugin', `The hub has no plugin “${this.plugin}”.`);
    }
    if (plugin.state !== 'running') {
      return { plugin, page: undefined };
    }
    const page = (await getPages(plugin.id, signal)).find((each) => each.id === this.page);
    if (page === undefined) {
      throw new ApiError(404, 'No such page', `${plugin.name} has no page “${this.page}”.`);
    }
    return { plugin, page };
  }

  protected override render() {
    return renderLoaded(this.#page, ({ plugin, page }) => this.#content(plugin, page));
  }

  #content(plugin: Plugin, page: PluginPage | undefined) {
    if (page === undefined) {
      return html`
        <div class="page-head"><h1>${plugin.pages.find((each) => each.id === this.page)?.title ?? plugin.name}</h1></div>
        <div class="card"><ph-notice kind="info" heading="${plugin.name} is not running">
          ${plugin.reason ?? `It is ${plugin.state}.`} <a href="/plugins">Go to the plugins</a>
        </ph-notice></div>`;
    }
    const tables = page.tables ?? [];
    const unknown = Object.keys(page).filter((key) => !['id', 'title', 'tables'].includes(key) && page[key] !== null);
    const hasTimes = tables.some((table) => table.columns.some((column) => column.is_time));
    return html`
      <div class="page-head"><h1>${page.title}</h1>${hasTimes ? html`<span class="small muted">Times in ${zoneName()}</span>` : nothing}</div>
      <div class="tables">
        ${tables.map((table) => html`<ph-plugin-table .plugin=${plugin.id} .table=${table}></ph-plugin-table>`)}
        ${unknown.map((name) => html`<ph-notice compact kind="info" heading="“${name}” cannot be shown">
          This web admin does not know that element of a page. A newer version of the hub may.
        </ph-notice>`)}
        ${tables.length + unknown.length === 0 ? html`<div class="card"><ph-notice kind="empty" heading="This page is empty"></ph-notice></div>` : nothing}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-page': PhPluginPage;
  }
}
