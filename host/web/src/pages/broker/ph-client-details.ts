import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { endClient, type MqttClient } from '../../api/broker-clients.js';
import { asApiError } from '../../api/http.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { formatDuration, formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { stateWords } from './client-state.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-ago.js';

const ASK = {
  keep: { heading: t('broker.disconnectThisClient'), text: t('broker.mostClientsConnectAgain'), button: t('broker.disconnect') },
  delete: {
    heading: t('broker.deleteThisClientsSession'),
    text: t('broker.theClientIsDisconnected'),
    button: t('broker.deleteSession'),
  },
} as const;

/** What there is to know of an MQTT client, and the ways to end it. Fires `ended`. */
@customElement('ph-client-details')
export class PhClientDetails extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 1.25rem; }
      dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.35rem 1.25rem; font-size: 0.9375rem; }
      dt { color: var(--text-2); }
      dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
      ul { display: grid; gap: 0.3rem; max-height: 14rem; overflow-y: auto; }
      li code { overflow-wrap: anywhere; }
      h3 { margin-bottom: 0.4rem; }
      .ask { display: grid; gap: 0.75rem; padding: 1rem; border-radius: var(--radius-s); background: var(--surface-2); }
    `,
  ];

  @property({ attribute: false }) client: MqttClient | undefined;
  @property({ type: Boolean }) mayEnd = false;
  @state() private asking: keyof typeof ASK | undefined;
  @state() private busy = false;
  @state() private failure = '';

  protected override render() {
    const { client } = this;
    if (client === undefined) {
      return nothing;
    }
    return html`
      <dl>
        <dt>${t('common.state')}</dt><dd>${tRich('broker.stateSince', { state: html`<span class="badge ${client.state === 'connected' ? 'ok' : ''}">${stateWords(client.state)}</span>`, ago: html`<ph-ago .time=${client.since}></ph-ago>`, reason: html`<span class="muted small">${formatMoment(client.since)}</span>` })}</dd>
        <dt>${t('broker.userOrKey')}</dt><dd>${client.user ?? t('broker.unknown')}</dd>
        ${client.address === null ? nothing : html`<dt>${t('common.from')}</dt><dd>${tRich('broker.addressOverTransport', { address: client.address, transport: client.transport })}</dd>`}
        ${client.protocol === null ? nothing : html`<dt>${t('broker.protocol')}</dt><dd>${t('broker.mqttVersion', { version: client.protocol })}</dd>`}
        <dt>${t('broker.keepAlive')}</dt><dd>${client.keep_alive_s === 0 ? t('broker.none') : t('broker.seconds', { count: client.keep_alive_s })}</dd>
        <dt>${t('broker.session')}</dt><dd>${sessionText(client.session_expiry_s)}</dd>
        <dt>${t('broker.receivedSent')}</dt><dd>${t('broker.messagesreceivedMessagessentMessages', { messagesReceived: formatNumber(client.messages_received), messagesSent: formatNumber(client.messages_sent) })}</dd>
        <dt>${t('broker.waiting')}</dt><dd>${t('broker.queuedmessagesMessagesQueuedbytes', { queuedMessages: formatNumber(client.queued_messages), queuedBytes: formatBytes(client.queued_bytes) })}</dd>
        <dt>${t('broker.unacknowledged')}</dt><dd>${t('broker.messageCountLine', { count: formatNumber(client.in_flight_messages) })}</dd>
        <dt>${t('broker.dropped')}</dt><dd>${t('broker.messageCountLine', { count: formatNumber(client.messages_dropped) })}</dd>
      </dl>
      <section>
        <h3>${t('broker.subscriptionsCount', { count: formatNumber(client.subscriptions.length) })}</h3>
        ${client.subscriptions.length === 0
          ? html`<p class="muted">${t('broker.noneItOnlyPublishes')}</p>`
          : html`<ul tabindex="0" aria-label=${t('broker.subscriptions')}>${client.subscriptions.map((filter) => html`<li><code>${filter}</code></li>`)}</ul>`}
      </section>
      ${this.mayEnd ? this.#actions(client) : nothing}
    `;
  }

  #actions(client: MqttClient) {
    if (this.asking === undefined) {
      return html`<div class="row">
        ${client.state === 'connected' ? html`<button @click=${() => { this.asking = 'keep'; }}>${t('broker.disconnectAsk')}</button>` : nothing}
        <button class="danger-ghost" @click=${() => { this.asking = 'delete'; }}>${t('broker.deleteSessionAsk')}</button>
      </div>`;
    }
    const { heading, text, button } = ASK[this.asking];
    const session = this.asking;
    return html`<section class="ask">
      <h3>${heading}</h3><p>${text}</p>
      ${this.failure === '' ? nothing : html`<p class="field-error" role="alert">${this.failure}</p>`}
      <div class="row">
        <button class="danger" ?disabled=${this.busy} @click=${() => void this.#end(client.id, session)}>${this.busy ? t('common.working') : button}</button>
        <button ?disabled=${this.busy} @click=${() => { this.asking = undefined; this.failure = ''; }}>${t('common.cancel')}</button>
      </div>
    </section>`;
  }

  async #end(id: string, session: keyof typeof ASK): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      await endClient(id, session);
      this.dispatchEvent(new Event('ended'));
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = false;
  }
}

function sessionText(expiryS: number | null): string {
  if (expiryS === null) {
    return t('broker.keptForEver');
  }
  return expiryS === 0 ? t('broker.endsWithTheConnection') : t('broker.keptAfterTheConnection', { length: formatDuration(expiryS) });
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-client-details': PhClientDetails;
  }
}
