import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { liveContext } from './context.js';
import type { LiveClient, LiveEvent } from './live-client.js';

export interface LiveOptions {
  /** The topics wanted now; asked again after each update of the element. */
  topics: () => readonly string[];
  onEvent: (event: LiveEvent) => void;
  /** Events may have been missed: read again. */
  onResync: () => void;
}

/** Keeps an element subscribed to topics for exactly as long as it is in the page. */
export class LiveController implements ReactiveController {
  readonly #options: LiveOptions;
  readonly #subscriptions = new Map<string, () => void>();
  #client: LiveClient | undefined;
  #stopResync: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: LiveOptions) {
    this.#options = options;
    host.addController(this);
    new ContextConsumer(host, {
      context: liveContext,
      callback: (client) => {
        this.#client = client;
        this.#follow();
      },
    });
  }

  hostConnected(): void {
    this.#connected = true;
    this.#follow();
  }

  hostUpdated(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#subscriptions.forEach((stop) => stop());
    this.#subscriptions.clear();
    this.#stopResync?.();
    this.#stopResync = undefined;
  }

  #follow(): void {
    const client = this.#client;
    if (client === undefined || !this.#connected) {
      return;
    }
    this.#stopResync ??= client.onResync(() => this.#options.onResync());
    const wanted = new Set(this.#options.topics());
    for (const topic of wanted) {
      if (!this.#subscriptions.has(topic)) {
        this.#subscriptions.set(topic, client.subscribe(topic, (event) => this.#options.onEvent(event)));
      }
    }
    for (const [topic, stop] of this.#subscriptions) {
      if (!wanted.has(topic)) {
        stop();
        this.#subscriptions.delete(topic);
      }
    }
  }
}
