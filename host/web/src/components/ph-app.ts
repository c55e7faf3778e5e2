import { ContextProvider } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getMe, logout, type Identity } from '../api/auth.js';
import { followHub } from '../api/hub.js';
import { asApiError, onUnauthorized, type ApiError } from '../api/http.js';
import { hubName } from '../format/hub.js';
import { getSetup } from '../api/setup.js';
import { liveContext } from '../live/context.js';
import { LiveClient } from '../live/live-client.js';
import { navigate, RouteController } from '../router.js';
import { knownLanguage, setLanguage } from '../text/language.js';
import { renderError } from './loaded.js';
import { lazy } from './ph-lazy.js';
import './ph-shell.js';
import '../pages/sign-in/ph-sign-in.js';

type Session = { state: 'checking' } | { state: 'signed-out' } | { state: 'no-owner' } | { state: 'failed'; error: ApiError } | { state: 'signed-in'; me: Identity };

/** The web admin: knows who is signed in and owns the event stream. */
@customElement('ph-app')
export class PhApp extends LitElement {
  static override readonly styles = css`
    :host { display: block; min-height: 100dvh; }
    .alone { max-width: 30rem; margin: 0 auto; padding: 15vh 1rem 2rem; }
  `;

  @state() private session: Session = { state: 'checking' };
  readonly #live = new LiveClient({ url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/events` });
  readonly #router = new RouteController(this);
  #stopListening: (() => void) | undefined;

  constructor() {
    super();
    new ContextProvider(this, { context: liveContext, initialValue: this.#live });
    // A browser does not tell why a WebSocket was refused; a revoked key is one reason.
    this.#live.onStatus((status) => {
      if (status === 'waiting') {
        void this.#checkKey();
      }
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = onUnauthorized(() => this.#signedOut());
    window.addEventListener('online', this.#networkBack);
    document.addEventListener('visibilitychange', this.#networkBack);
    void this.#check();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    window.removeEventListener('online', this.#networkBack);
    document.removeEventListener('visibilitychange', this.#networkBack);
    this.#live.stop();
  }

  protected override render() {
    const { page } = this.#router.route;
    if (page === 'invite') {
      return lazy('invite', html`<ph-invite-page @signed-in=${() => this.#signedIn()}></ph-invite-page>`);
    }
    // In demo mode the browser is signed in before there is an owner.
    if (this.session.state === 'no-owner' || (this.session.state === 'signed-in' && this.session.me.kind === 'demo' && page === 'setup')) {
      return lazy('setup', html`<ph-setup-page @signed-in=${() => this.#signedIn()}></ph-setup-page>`);
    }
    switch (this.session.state) {
      case 'checking':
        return html``;
      case 'signed-out':
        return html`<ph-sign-in @signed-in=${() => this.#signedIn()}></ph-sign-in>`;
      case 'failed':
        return html`<main class="alone">${renderError(this.session.error, () => void this.#check())}</main>`;
      case 'signed-in':
        return html`<ph-shell .me=${this.session.me} @sign-out=${() => void this.#signOut()} @me-changed=${() => void this.#check()}></ph-shell>`;
    }
  }

  readonly #networkBack = (): void => {
    if (document.visibilityState === 'visible') {
      this.#live.retryNow();
    }
  };

  async #check(): Promise<void> {
    try {
      // A hub that does not tell how it writes times is no reason to keep anybody out.
      const [me] = await Promise.all([getMe(), followHub().catch(() => undefined)]);
      this.session = { state: 'signed-in', me };
      this.#live.start();
      if (me.kind === 'user') {
        setLanguage(me.language === null ? null : knownLanguage(me.language));
      }
    } catch (cause) {
      const error = asApiError(cause);
      if (error.status === 401) {
        this.#signedOut(await getSetup().then(({ needed }) => needed, () => false));
      } else {
        this.session = { state: 'failed', error };
      }
    }
  }

  async #checkKey(): Promise<void> {
    try {
      await getMe();
    } catch (cause) {
      if (asApiError(cause).status === 401) {
        this.#signedOut();
      }
    }
  }

  async #signOut(): Promise<void> {
    try {
      await logout();
      this.#signedOut();
    } catch (cause) {
      this.session = { state: 'failed', error: asApiError(cause) };
    }
  }

  /** The pages of one who is not signed in lead to the dashboard; any other stays where it is. */
  #signedIn(): void {
    const { page } = this.#router.route;
    if (page === 'setup' || page === 'invite') {
      navigate('/', { replace: true });
    }
    this.session = { state: 'checking' };
    void this.#check();
  }

  #signedOut(needsOwner = false): void {
    this.#live.stop();
    if (this.session.state !== 'no-owner') {
      this.session = { state: needsOwner ? 'no-owner' : 'signed-out' };
    }
    document.title = hubName();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-app': PhApp;
  }
}
