import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { getPlugins, type Plugin } from '../../api/plugins.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-notice.js';
import './ph-plugin-card.js';

/** All plugins of the hub. */
@customElement('ph-plugins-page')
export class PhPluginsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); gap: 1rem; }
    `,
  ];

  readonly #plugins = new Loader<Plugin[]>(this, getPlugins);

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['plugins'],
      onEvent: ({ data }) => this.#onEvent(data),
      onResync: () => void this.#plugins.reload(),
    });
  }

  protected override render() {
    return html`
      <div class="page-head"><h1>Plugins</h1></div>
      ${renderLoaded(this.#plugins, (plugins) => this.#cards(plugins))}
    `;
  }

  #cards(plugins: Plugin[]) {
    if (plugins.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading="No plugins">
        Plugins bring drivers, pages and services. Put a plugin's folder into the hub's plugin folder and restart the hub.
      </ph-notice></div>`;
    }
    return html`<div class="cards">${repeat(
      plugins,
      (plugin) => plugin.id,
      (plugin) => html`<ph-plugin-card .plugin=${plugin} @changed=${(e: CustomEvent<Plugin>) => this.#replace(e.detail)}></ph-plugin-card>`,
    )}</div>`;
  }

  /** An event is a plugin as it is now; anything else means: ask again. */
  #onEvent(data: unknown): void {
    const plugin = data as Partial<Plugin> | null;
    if (typeof plugin?.id === 'string' && typeof plugin.state === 'string' && plugin.permissions !== undefined) {
      this.#replace(plugin as Plugin);
    } else {
      void this.#plugins.reload();
    }
  }

  #replace(plugin: Plugin): void {
    const plugins = this.#plugins.data ?? [];
    const known = plugins.some((each) => each.id === plugin.id);
    this.#plugins.set(known ? plugins.map((each) => (each.id === plugin.id ? plugin : each)) : [...plugins, plugin]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugins-page': PhPluginsPage;
  }
}
