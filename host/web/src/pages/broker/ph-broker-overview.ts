import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getBroker, type BrokerStatus } from '../../api/broker.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-notice.js';
import './ph-bridge-list.js';
import './ph-connect-help.js';

interface Tile {
  label: string;
  value: string;
  unit?: string;
  detail: string;
  bad?: boolean;
}

/** The broker's numbers, told every 2 s while they are looked at, and how to connect. */
@customElement('ph-broker-overview')
export class PhBrokerOverview extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: 0.9rem; margin-bottom: 1.25rem; }
      .tile { display: grid; gap: 0.15rem; align-content: start; padding: 0.9rem 1.1rem; }
      .tile h3 { color: var(--text-2); font-size: 0.875rem; font-weight: 550; }
      .value { font-size: 1.6rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .value .unit { font-size: 0.95rem; font-weight: 450; letter-spacing: 0; color: var(--text-2); }
      .bad .value { color: var(--bad); }
      ph-notice { margin-bottom: 1.25rem; }
      @media (max-width: 640px) {
        .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; }
        .tile { padding: 0.75rem 0.85rem; }
        .value { font-size: 1.35rem; }
      }
    `,
  ];

  readonly #status = new Loader<BrokerStatus>(this, getBroker);

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['broker'],
      onEvent: ({ data }) => this.#status.set(data as BrokerStatus),
      onResync: () => void this.#status.reload(),
    });
  }

  protected override render() {
    return html`<h2 class="sr-only">Overview</h2>${renderLoaded(this.#status, (status) => this.#content(status))}`;
  }

  #content(status: BrokerStatus) {
    return html`
      ${status.store_trouble === null ? nothing : html`
        <ph-notice kind="error" compact heading="Sessions and retained messages cannot be stored">${status.store_trouble}</ph-notice>`}
      <div class="tiles">${tilesOf(status).map((tile) => html`
        <div class="card tile ${tile.bad === true ? 'bad' : ''}">
          <h3>${tile.label}</h3>
          <div class="value">${tile.value}${tile.unit === undefined ? nothing : html` <span class="unit">${tile.unit}</span>`}</div>
          <div class="muted small">${tile.detail}</div>
        </div>`)}
      </div>
      <ph-bridge-list .bridges=${status.bridges}></ph-bridge-list>
      <ph-connect-help .listeners=${status.listeners}></ph-connect-help>
    `;
  }
}

const PER_SECOND = 'messages/s';
const count = (n: number): string => formatNumber(n);
const perSecond = (n: number): string => formatNumber(n, null, n === 0 || n >= 100 ? 0 : 1);

function tilesOf(status: BrokerStatus): Tile[] {
  const { rates } = status;
  const waiting = status.clients_known - status.clients_connected;
  return [
    {
      label: 'Clients', value: count(status.clients_connected), unit: 'connected',
      detail: waiting > 0 ? `${count(waiting)} more with a session that waits` : `${count(status.subscriptions)} subscriptions, the hub’s own included`,
    },
    { label: 'Received', value: perSecond(rates.received), unit: PER_SECOND, detail: `${count(status.messages_received)} since the start` },
    { label: 'Sent', value: perSecond(rates.sent), unit: PER_SECOND, detail: `${count(status.messages_sent)} since the start` },
    {
      label: 'Dropped', value: perSecond(rates.dropped), unit: PER_SECOND, bad: rates.dropped > 0,
      detail: `${count(status.messages_dropped)} since the start, for full queues`,
    },
    {
      label: 'Rejected', value: perSecond(rates.rejected), unit: PER_SECOND, bad: rates.rejected > 0,
      detail: `${count(status.messages_rejected)} since the start`,
    },
    { label: 'Retained', value: count(status.retained_messages), unit: 'messages', detail: `${formatBytes(status.retained_bytes)} in all` },
    {
      label: 'Waiting for clients', value: count(status.queued_messages), unit: 'messages',
      detail: `${formatBytes(status.queued_bytes)}; ${count(status.in_flight_messages)} sent, not yet acknowledged`,
    },
    { label: 'On the way to disk', value: count(status.messages_in_journal), unit: 'messages', detail: 'acknowledged once they are there' },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-broker-overview': PhBrokerOverview;
  }
}
