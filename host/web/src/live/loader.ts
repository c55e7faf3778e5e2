import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asApiError, type ApiError } from '../api/http.js';

/** Reads something from the hub for an element: knows whether it loads, failed, or what it got. Keeps old data on a failure. */
export class Loader<T> implements ReactiveController {
  data: T | undefined;
  error: ApiError | undefined;
  loading = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: (signal: AbortSignal) => Promise<T>;
  #abort: AbortController | undefined;

  constructor(host: ReactiveControllerHost, load: (signal: AbortSignal) => Promise<T>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {
    void this.reload();
  }

  hostDisconnected(): void {
    this.#abort?.abort();
    this.loading = false;
  }

  /** Replaces the data without asking the hub, e.g. by what an event brought. */
  set(data: T): void {
    this.data = data;
    this.#host.requestUpdate();
  }

  /** Asks again; an earlier question that is still open is dropped. */
  async reload(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.#host.requestUpdate();
    try {
      const data = await this.#load(abort.signal);
      if (!abort.signal.aborted) {
        this.data = data;
        this.error = undefined;
      }
    } catch (cause) {
      if (!abort.signal.aborted) {
        this.error = asApiError(cause);
      }
    }
    if (!abort.signal.aborted) {
      this.loading = false;
      this.#host.requestUpdate();
    }
  }
}
