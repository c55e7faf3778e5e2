import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { endClient, type MqttClient } from '../../api/broker-clients.js';
import { asApiError } from '../../api/http.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { formatDuration, formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-ago.js';

const ASK = {
  keep: { heading: 'Disconnect this client?', text: 'Most clients connect again by themselves. A lasting session and what waits in it stay.', button: 'Disconnect' },
  delete: {
    heading: 'Delete this client’s session?',
    text: 'The client is disconnected. Its subscriptions and the messages that wait for it are gone; this cannot be undone.',
    button: 'Delete session',
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
        <dt>State</dt><dd><span class="badge ${client.state === 'connected' ? 'ok' : ''}">${client.state}</span> since <ph-ago .time=${client.since}></ph-ago>
          <span class="muted small">${formatMoment(client.since)}</span></dd>
        <dt>User or key</dt><dd>${client.user ?? 'unknown'}</dd>
        ${client.address === null ? nothing : html`<dt>From</dt><dd>${client.address} over ${client.transport}</dd>`}
        ${client.protocol === null ? nothing : html`<dt>Protocol</dt><dd>MQTT ${client.protocol}</dd>`}
        <dt>Keep-alive</dt><dd>${client.keep_alive_s === 0 ? 'none' : `${client.keep_alive_s} s`}</dd>
        <dt>Session</dt><dd>${sessionText(client.session_expiry_s)}</dd>
        <dt>Received, sent</dt><dd>${formatNumber(client.messages_received)}, ${formatNumber(client.messages_sent)} messages</dd>
        <dt>Waiting</dt><dd>${formatNumber(client.queued_messages)} messages, ${formatBytes(client.queued_bytes)}</dd>
        <dt>Unacknowledged</dt><dd>${formatNumber(client.in_flight_messages)} messages</dd>
        <dt>Dropped</dt><dd>${formatNumber(client.messages_dropped)} messages</dd>
      </dl>
      <section>
        <h3>Subscriptions (${formatNumber(client.subscriptions.length)})</h3>
        ${client.subscriptions.length === 0
          ? html`<p class="muted">None: it only publishes.</p>`
          : html`<ul tabindex="0" aria-label="Subscriptions">${client.subscriptions.map((filter) => html`<li><code>${filter}</code></li>`)}</ul>`}
      </section>
      ${this.mayEnd ? this.#actions(client) : nothing}
    `;
  }

  #actions(client: MqttClient) {
    if (this.asking === undefined) {
      return html`<div class="row">
        ${client.state === 'connected' ? html`<button @click=${() => { this.asking = 'keep'; }}>Disconnect…</button>` : nothing}
        <button class="danger-ghost" @click=${() => { this.asking = 'delete'; }}>Delete session…</button>
      </div>`;
    }
    const { heading, text, button } = ASK[this.asking];
    const session = this.asking;
    return html`<section class="ask">
      <h3>${heading}</h3><p>${text}</p>
      ${this.failure === '' ? nothing : html`<p class="field-error" role="alert">${this.failure}</p>`}
      <div class="row">
        <button class="danger" ?disabled=${this.busy} @click=${() => void this.#end(client.id, session)}>${this.busy ? 'Working…' : button}</button>
        <button ?disabled=${this.busy} @click=${() => { this.asking = undefined; this.failure = ''; }}>Cancel</button>
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
    return 'kept for ever';
  }
  return expiryS === 0 ? 'ends with the connection' : `kept ${formatDuration(expiryS)} after the connection`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-client-details': PhClientDetails;
  }
}
