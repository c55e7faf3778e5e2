import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatAgo, formatMoment } from '../format/time.js';
import { onSecond } from '../live/ticker.js';
import { t } from '../text/text.js';

/** How long ago something was, ticking; the exact moment is in its tooltip. */
@customElement('ph-ago')
export class PhAgo extends LitElement {
  @property() time: string | null = null;
  /** What to say when there is no time. */
  @property() none = t('common.never');
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onSecond(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    if (this.time === null) {
      return html`${this.none}`;
    }
    const time = new Date(this.time);
    const valid = !Number.isNaN(time.getTime());
    return html`<time datetime=${valid ? this.time : nothing} title=${formatMoment(this.time)}>${formatAgo(time, new Date())}</time>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-ago': PhAgo;
  }
}
