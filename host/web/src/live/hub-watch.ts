import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { getHealth, type Health } from '../api/health.js';
import { asApiError } from '../api/http.js';

const INTERVAL_MS = 15_000;
const LIMIT_MS = 8000;

/** Asks the hub every 15 s how it is, so that a dead connection is noticed even when no event comes. */
export class HubWatch implements ReactiveController {
  health: Health | undefined;
  reachable = true;
  readonly #host: ReactiveControllerHost;
  readonly #onUnreachable: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, onUnreachable: () => void) {
    this.#host = host;
    this.#onUnreachable = onUnreachable;
    host.addController(this);
  }

  hostConnected(): void {
    void this.check();
    this.#timer = setInterval(() => void this.check(), INTERVAL_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  async check(): Promise<void> {
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), LIMIT_MS);
    try {
      this.health = await getHealth(abort.signal);
      this.reachable = true;
    } catch (cause) {
      // Any answer at all means that the hub can be reached.
      this.reachable = !abort.signal.aborted && !asApiError(cause).offline;
      if (!this.reachable) {
        this.#onUnreachable();
      }
    } finally {
      clearTimeout(limit);
    }
    this.#host.requestUpdate();
  }
}
