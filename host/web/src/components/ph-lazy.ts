import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getHealth } from '../api/health.js';
import { LAZY_PAGES, type LazyPage } from '../pages/lazy-pages.js';
import { t } from '../text/text.js';
import './ph-loading.js';
import './ph-notice.js';

const ready = new Set<LazyPage>();

/** A page whose code is fetched when it is first shown. Its content is drawn as soon as its elements are there. */
@customElement('ph-lazy')
export class PhLazy extends LitElement {
  @property() page: LazyPage | undefined;
  @property({ attribute: false }) content: unknown;
  /** Why it is not there: the hub is away, or has other files now. */
  @state() private failed: 'away' | 'replaced' | undefined;

  protected override createRenderRoot(): HTMLElement {
    // What is in the page is styled and found as if it stood here itself.
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('page')) {
      this.failed = undefined;
      void this.#load();
    }
  }

  protected override render() {
    if (this.page !== undefined && ready.has(this.page)) {
      return this.content;
    }
    switch (this.failed) {
      case 'away':
        return html`<div class="card"><ph-notice kind="offline" retry heading=${t('lazy.away')} @retry=${() => void this.#load()}>${t('lazy.away.more')}</ph-notice></div>`;
      case 'replaced':
        return html`<div class="card"><ph-notice kind="info" retry heading=${t('lazy.replaced')} @retry=${() => location.reload()}>${t('lazy.replaced.more')}</ph-notice></div>`;
      default:
        return html`<ph-loading .bars=${2}></ph-loading>`;
    }
  }

  async #load(): Promise<void> {
    const { page } = this;
    if (page === undefined || ready.has(page)) {
      return;
    }
    try {
      await LAZY_PAGES[page]();
      ready.add(page);
      this.requestUpdate();
    } catch {
      // The file is gone although the hub is there: it has been upgraded since this page was opened.
      const failed = await getHealth().then(() => 'replaced' as const, () => 'away' as const);
      if (this.page === page) {
        this.failed = failed;
      }
    }
  }
}

/** A page by the name of its code, with what to draw once it is there. */
export const lazy = (page: LazyPage, content: unknown) => html`<ph-lazy .page=${page} .content=${content ?? nothing}></ph-lazy>`;

declare global {
  interface HTMLElementTagNameMap {
    'ph-lazy': PhLazy;
  }
}
