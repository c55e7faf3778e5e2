import { LitElement, css, html, nothing } from 'lit';
import { ContextConsumer } from '@lit/context';
import { customElement, property, state } from 'lit/decorators.js';
import { formatClock } from '../format/time.js';
import { liveContext } from '../live/context.js';
import type { LiveClient, LiveStatus } from '../live/live-client.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import './ph-icon.js';

/** A short gap, e.g. while the hub restarts a listener, is not worth a word. */
const PATIENCE_MS = 2500;

/** Says that nothing live arrives any more, since when, and offers to try at once. */
@customElement('ph-banner')
export class PhBanner extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; position: sticky; top: 0; z-index: 20; }
      div {
        display: flex; align-items: center; gap: 0.7rem; padding: 0.5rem 1rem; background: var(--bad); color: var(--on-bad);
        font-size: 0.9375rem; font-weight: 500;
      }
      span { margin-right: auto; }
      button { background: none; border-color: currentColor; color: inherit; min-height: 2.1rem; }
      button:hover { background: var(--bad-hover); }
      button:focus-visible { outline-color: var(--on-bad); }
    `,
  ];

  /** The hub does not answer requests either. */
  @property({ type: Boolean }) away = false;
  @state() private lostAt: Date | undefined;
  @state() private shown = false;
  #client: LiveClient | undefined;
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new ContextConsumer(this, { context: liveContext, callback: (client) => this.#listen(client) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    clearTimeout(this.#timer);
  }

  #listen(client: LiveClient): void {
    this.#client = client;
    this.#stop?.();
    this.#stop = client.onStatus((status) => this.#changed(status));
  }

  #changed(status: LiveStatus): void {
    if (status === 'open' || status === 'stopped') {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.lostAt = undefined;
      this.shown = false;
    } else if (status === 'waiting' && this.lostAt === undefined) {
      this.lostAt = new Date();
      this.#timer = setTimeout(() => { this.shown = true; }, PATIENCE_MS);
    }
  }

  protected override render() {
    if (!this.shown || this.lostAt === undefined) {
      return nothing;
    }
    return html`
      <div role="alert">
        <ph-icon .name=${'offline' as const}></ph-icon>
        <span>${t('banner.reconnecting', { what: this.away ? t('banner.hubAway') : t('banner.liveLost'), lostAt: formatClock(this.lostAt) })}</span>
        <button @click=${() => this.#client?.retryNow()}>${t('banner.tryNow')}</button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-banner': PhBanner;
  }
}
