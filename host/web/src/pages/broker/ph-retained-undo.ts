import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { publish } from '../../api/broker-publish.js';
import type { RetainedMessage } from '../../api/broker-retained.js';
import { asApiError } from '../../api/http.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-icon.js';

/** Says that a retained message was deleted, and publishes it again when that was a mistake. Fires `undone` or `closed`. */
@customElement('ph-retained-undo')
export class PhRetainedUndo extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      div { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; padding: 0.5rem 0.5rem 0.5rem 1rem; border-radius: var(--radius-s); background: var(--surface-3); }
      p { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) message: RetainedMessage | undefined;
  @state() private busy = false;
  @state() private failure = '';

  protected override render() {
    const { message } = this;
    if (message === undefined) {
      return nothing;
    }
    return html`<div>
      <p role="status">${tRich('broker.deleted', { topic: html`<code>${message.topic}</code>`, failure: this.failure === '' ? nothing : html`<span class="field-error">${this.failure}</span>` })}</p>
      ${message.truncated ? nothing : html`<button ?disabled=${this.busy} @click=${() => void this.#undo(message)}>${this.busy ? t('broker.publishing') : t('broker.undo')}</button>`}
      <button class="ghost icon" aria-label=${t('common.close')} @click=${() => this.dispatchEvent(new Event('closed'))}><ph-icon .name=${'close' as const}></ph-icon></button>
    </div>`;
  }

  async #undo({ topic, payload, encoding, qos }: RetainedMessage): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      await publish({ topic, payload, encoding, qos, retain: true });
      this.dispatchEvent(new Event('undone'));
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-retained-undo': PhRetainedUndo;
  }
}
