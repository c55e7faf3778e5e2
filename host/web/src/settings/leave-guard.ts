import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { t } from '../text/text.js';

const QUESTION = t('settings.leave');

/** Asks before a page with unsaved changes is left: by a link, by "back", or by closing the tab. */
export class LeaveGuard implements ReactiveController {
  readonly #isDirty: () => boolean;
  #here = '';

  constructor(host: ReactiveControllerHost, isDirty: () => boolean) {
    this.#isDirty = isDirty;
    host.addController(this);
  }

  hostConnected(): void {
    this.#here = location.pathname + location.search;
    window.addEventListener('beforeunload', this.#unloading);
    // Before the router hears of either.
    window.addEventListener('click', this.#clicked, true);
    window.addEventListener('popstate', this.#went, true);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#unloading);
    window.removeEventListener('click', this.#clicked, true);
    window.removeEventListener('popstate', this.#went, true);
  }

  readonly #unloading = (event: BeforeUnloadEvent): void => {
    if (this.#isDirty()) {
      event.preventDefault();
    }
  };

  readonly #clicked = (event: MouseEvent): void => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    const leaves = link !== undefined && link.target === '' && !link.hasAttribute('download') && !(link.getAttribute('href') ?? '').startsWith('#');
    if (leaves && this.#isDirty() && !window.confirm(QUESTION)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  readonly #went = (event: PopStateEvent): void => {
    // A link was asked about when it was clicked; what the router pushed then is no event of the browser.
    if (event.isTrusted && location.pathname + location.search !== this.#here && this.#isDirty() && !window.confirm(QUESTION)) {
      event.stopImmediatePropagation();
      history.pushState(null, '', this.#here);
    }
  };
}
