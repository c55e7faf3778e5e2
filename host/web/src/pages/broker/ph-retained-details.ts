import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deleteRetained, type RetainedMessage } from '../../api/broker-retained.js';
import { asApiError } from '../../api/http.js';
import { formatBytes } from '../../format/bytes.js';
import { formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import './ph-payload.js';
import { topicProblem } from './topics.js';

/** A retained message, and the way to delete it. Fires `deleted`. */
@customElement('ph-retained-details')
export class PhRetainedDetails extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 1.1rem; }
      dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.3rem 1.25rem; font-size: 0.9375rem; }
      dt { color: var(--text-2); }
      dd { overflow-wrap: anywhere; }
      .ask { display: grid; gap: 0.75rem; padding: 1rem; border-radius: var(--radius-s); background: var(--surface-2); }
    `,
  ];

  @property({ attribute: false }) message: RetainedMessage | undefined;
  @property({ type: Boolean }) mayDelete = false;
  @state() private asking = false;
  @state() private busy = false;
  @state() private failure = '';

  protected override render() {
    const { message } = this;
    if (message === undefined) {
      return nothing;
    }
    return html`
      <ph-payload .message=${message}></ph-payload>
      <dl>
        <dt>${t('broker.published')}</dt><dd><ph-ago .time=${message.time}></ph-ago> <span class="muted small">${formatMoment(message.time)}</span></dd>
        <dt>${t('broker.publishedBy')}</dt><dd>${message.client_id === '$hub' ? t('broker.theHub') : message.client_id}</dd>
        ${message.expires_at === null ? nothing : html`<dt>${t('broker.ends')}</dt><dd><ph-ago .time=${message.expires_at}></ph-ago></dd>`}
        <dt>${t('broker.size')}</dt><dd>${formatBytes(message.size)}</dd>
        <dt>${t('broker.qos')}</dt><dd>${message.qos}</dd>
      </dl>
      ${this.mayDelete ? this.#actions(message) : nothing}
    `;
  }

  #actions(message: RetainedMessage) {
    if (topicProblem(message.topic) !== '') {
      return html`<p class="muted">${t('broker.theHubPublishesThisOne')}</p>`;
    }
    if (!this.asking) {
      return html`<div><button class="danger-ghost" @click=${() => { this.asking = true; }}>${t('broker.delete')}</button></div>`;
    }
    return html`<section class="ask">
      <h3>${t('broker.deleteThisRetainedMessage')}</h3>
      <p>${t('broker.laterSubscribersDoNotGet', { more: message.truncated ? t('broker.itIsTooLong') : t('broker.youCanBringItBack') })}</p>
      ${this.failure === '' ? nothing : html`<p class="field-error" role="alert">${this.failure}</p>`}
      <div class="row">
        <button class="danger" ?disabled=${this.busy} @click=${() => void this.#delete(message)}>${this.busy ? t('common.deleting') : t('common.delete')}</button>
        <button ?disabled=${this.busy} @click=${() => { this.asking = false; this.failure = ''; }}>${t('common.cancel')}</button>
      </div>
    </section>`;
  }

  async #delete(message: RetainedMessage): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      await deleteRetained(message.topic);
      this.dispatchEvent(new Event('deleted'));
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-retained-details': PhRetainedDetails;
  }
}
