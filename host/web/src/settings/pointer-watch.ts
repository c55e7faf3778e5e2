import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows when a press of the pointer is over. A message that appears under a press would move what is being clicked away. */
export class PointerWatch implements ReactiveController {
  /** Fulfilled when no button is pressed, after the click. */
  released: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('pointerdown', this.#down, true);
    window.addEventListener('pointerup', this.#up, true);
    window.addEventListener('pointercancel', this.#up, true);
  }

  hostDisconnected(): void {
    window.removeEventListener('pointerdown', this.#down, true);
    window.removeEventListener('pointerup', this.#up, true);
    window.removeEventListener('pointercancel', this.#up, true);
    this.#up();
  }

  readonly #down = (): void => {
    this.#release?.();
    this.released = new Promise((resolve) => { this.#release = resolve; });
  };

  // The click comes right after the release.
  readonly #up = (): void => {
    const release = this.#release;
    this.#release = undefined;
    setTimeout(() => release?.(), 0);
  };
}
