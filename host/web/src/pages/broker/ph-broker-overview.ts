import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getBroker, type BrokerStatus } from '../../api/broker.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
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
    return html`<h2 class="sr-only">${t('broker.overview')}</h2>${renderLoaded(this.#status, (status) => this.#content(status))}`;
  }

  #content(status: BrokerStatus) {
    return html`
      ${status.store_trouble === null ? nothing : html`
        <ph-notice kind="error" compact heading=${t('broker.sessionsAndRetainedMessagesCannot')}>${status.store_trouble}</ph-notice>`}
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

const PER_SECOND = t('broker.messagesPerSecond');
const count = (n: number): string => formatNumber(n);
const perSecond = (n: number): string => formatNumber(n, null, n === 0 || n >= 100 ? 0 : 1);

function tilesOf(status: BrokerStatus): Tile[] {
  const { rates } = status;
  const waiting = status.clients_known - status.clients_connected;
  return [
    {
      label: t('broker.clients'), value: count(status.clients_connected), unit: t('broker.connectedNow'),
      detail: waiting > 0 ? t('broker.moreWithASession', { waiting: count(waiting) }) : t('broker.subscriptionsTheHubsOwnIncluded', { subscriptions: count(status.subscriptions) }),
    },
    { label: t('broker.received'), value: perSecond(rates.received), unit: PER_SECOND, detail: t('broker.sinceTheStart', { count: count(status.messages_received) }) },
    { label: t('common.sent'), value: perSecond(rates.sent), unit: PER_SECOND, detail: t('broker.sinceTheStart', { count: count(status.messages_sent) }) },
    {
      label: t('broker.dropped'), value: perSecond(rates.dropped), unit: PER_SECOND, bad: rates.dropped > 0,
      detail: t('broker.sinceTheStartForFull', { count: count(status.messages_dropped) }),
    },
    {
      label: t('broker.rejected'), value: perSecond(rates.rejected), unit: PER_SECOND, bad: rates.rejected > 0,
      detail: t('broker.sinceTheStart', { count: count(status.messages_rejected) }),
    },
    { label: t('broker.retained'), value: count(status.retained_messages), unit: t('broker.messages'), detail: t('broker.sizeInAll', { size: formatBytes(status.retained_bytes) }) },
    {
      label: t('broker.waitingForClients'), value: count(status.queued_messages), unit: t('broker.messages'),
      detail: t('broker.sentNotYetAcknowledged', { queuedBytes: formatBytes(status.queued_bytes), inFlightMessages: count(status.in_flight_messages) }),
    },
    { label: t('broker.onTheWayToDisk'), value: count(status.messages_in_journal), unit: t('broker.messages'), detail: t('broker.acknowledgedOnceTheyAreThere') },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-broker-overview': PhBrokerOverview;
  }
}
