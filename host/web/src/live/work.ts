import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asApiError, type ApiError } from '../api/http.js';

/** One act at a time that the hub is asked for: whether it goes on, and why it failed. */
export class Work implements ReactiveController {
  busy = false;
  error: ApiError | undefined;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // What went on when the element was taken away has ended for it.
    this.busy = false;
  }

  /** Does it unless something goes on already; whether it was done. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    this.error = undefined;
    this.#host.requestUpdate();
    try {
      await act();
      return true;
    } catch (cause) {
      this.error = asApiError(cause);
      return false;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /** Forgets the failure, e.g. because what was wrong is being changed. */
  clear(): void {
    this.error = undefined;
    this.#host.requestUpdate();
  }
}
