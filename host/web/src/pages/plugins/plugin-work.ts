import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asApiError } from '../../api/http.js';
import type { Plugin } from '../../api/plugins.js';
import type { Outcome } from './change-outcome.js';

type Host = ReactiveControllerHost & HTMLElement;

/** Tells the card or page around an element what came of something: event `outcome`. */
export const tellOutcome = (host: HTMLElement, detail: Outcome): void =>
  void host.dispatchEvent(new CustomEvent<Outcome>('outcome', { detail, bubbles: true, composed: true }));

/** Tells the page that a plugin is another now: event `plugin-changed`. */
export const tellChanged = (host: HTMLElement, detail: Plugin): void =>
  void host.dispatchEvent(new CustomEvent<Plugin>('plugin-changed', { detail, bubbles: true, composed: true }));

/** Tells the page that a plugin is gone: event `plugin-removed`. */
export const tellRemoved = (host: HTMLElement, detail: Plugin): void =>
  void host.dispatchEvent(new CustomEvent<Plugin>('plugin-removed', { detail, bubbles: true, composed: true }));

/** One request of an element at a time: knows whether it goes on and why it failed. */
export class PluginWork implements ReactiveController {
  busy = false;
  failure = '';
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.failure = '';
  }

  /** Asks the hub for a change of a plugin. The answer is undefined when it failed, and `failure` says why. */
  async change(act: () => Promise<Plugin>, outcomeOf: (plugin: Plugin) => Outcome): Promise<Plugin | undefined> {
    const plugin = await this.run(act);
    if (plugin !== undefined) {
      tellChanged(this.#host, plugin);
      tellOutcome(this.#host, outcomeOf(plugin));
    }
    return plugin;
  }

  async run<T>(act: () => Promise<T>): Promise<T | undefined> {
    this.busy = true;
    this.failure = '';
    this.#host.requestUpdate();
    try {
      return await act();
    } catch (cause) {
      this.failure = asApiError(cause).message;
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }
}
