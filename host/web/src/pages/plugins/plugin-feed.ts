import type { ReactiveControllerHost } from 'lit';
import { getCatalogue, type Catalogue, type CataloguePlugin } from '../../api/catalogue.js';
import { getPlugins, type Plugin } from '../../api/plugins.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { applyPlugin, byName, withPlugin } from './plugin-list.js';

/** Figures such as memory change without an event; they are asked for this often. */
const REFRESH_MS = 15_000;

export interface PluginFeedData {
  plugins: Plugin[];
  /** Undefined when it could not be read, which is no reason to show no plugins. */
  catalogue: Catalogue | undefined;
}

/** All plugins and what else is known of them, live while the element is in the page. */
export class PluginFeed {
  readonly loader: Loader<PluginFeedData>;
  readonly #onRemoved: (plugin: Plugin) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onRemoved: (plugin: Plugin) => void) {
    this.#onRemoved = onRemoved;
    this.loader = new Loader(host, async (signal) => {
      const [plugins, catalogue] = await Promise.all([
        getPlugins(signal),
        getCatalogue(signal).catch(() => undefined),
      ]);
      return { plugins: byName(plugins), catalogue };
    });
    new LiveController(host, {
      topics: () => ['plugins'],
      onEvent: ({ data }) => this.#onEvent(data),
      onResync: () => void this.loader.reload(),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.loader.reload(), REFRESH_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  find(id: string): Plugin | undefined {
    return this.loader.data?.plugins.find((plugin) => plugin.id === id);
  }

  /** What the catalogue has of a plugin when that is newer than what is installed. */
  updateOf(id: string): CataloguePlugin | undefined {
    return this.loader.data?.catalogue?.plugins.find((entry) => entry.id === id && entry.update_available);
  }

  replace(plugin: Plugin): void {
    this.#set((plugins) => withPlugin(plugins, plugin));
    void this.loader.reload(); // what the catalogue offers follows from what is installed
  }

  /** Takes a plugin from the list that is gone; tells so once. */
  remove(id: string): void {
    const gone = this.find(id);
    if (gone !== undefined) {
      this.#set((plugins) => plugins.filter((plugin) => plugin.id !== id));
      this.#onRemoved(gone);
      void this.loader.reload(); // what the catalogue offers follows from what is installed
    }
  }

  #onEvent(data: unknown): void {
    const event = data as { id?: unknown; removed?: unknown } | null;
    if (event?.removed === true && typeof event.id === 'string') {
      this.remove(event.id);
      return;
    }
    const plugins = applyPlugin(this.loader.data?.plugins ?? [], data);
    if (plugins === undefined) {
      void this.loader.reload();
    } else {
      this.#set(() => plugins);
    }
  }

  #set(change: (plugins: readonly Plugin[]) => Plugin[]): void {
    const { data } = this.loader;
    if (data !== undefined) {
      this.loader.set({ ...data, plugins: change(data.plugins) });
    }
  }
}
