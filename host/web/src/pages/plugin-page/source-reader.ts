import type { LitElement } from 'lit';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';

/** A live element reads again at most this often. */
const LEAST_GAP_MS = 1000;

interface SourceOptions<T> {
  read: (signal: AbortSignal) => Promise<T>;
  /** What is read; when it changes it is read again. */
  key: () => string;
  /** The plugin whose events mean that there is something new; "" for none. */
  live: () => string;
}

/** Reads what an element of a page shows: at first, when it asks for something else, and when the plugin says that it changed. */
export class SourceReader<T> {
  readonly loader: Loader<T>;
  readonly #options: SourceOptions<T>;
  #key: string | undefined;
  #lastRead = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, options: SourceOptions<T>) {
    this.#options = options;
    this.loader = new Loader<T>(host, (signal) => {
      this.#lastRead = Date.now();
      return options.read(signal);
    });
    new LiveController(host, {
      topics: () => (options.live() === '' ? [] : [`events/${options.live()}`]),
      onEvent: () => this.#readSoon(),
      onResync: () => void this.loader.reload(),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#key = this.#options.key();
  }

  hostUpdated(): void {
    const key = this.#options.key();
    if (this.#key !== key) {
      this.#key = key;
      void this.loader.reload();
    }
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #readSoon(): void {
    const wait = this.#lastRead + LEAST_GAP_MS - Date.now();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.loader.reload();
    }, Math.max(0, wait));
  }
}
