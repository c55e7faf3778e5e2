import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getRejected, type Rejected } from '../../api/rejected.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatNumber } from '../../format/numbers.js';
import { formatMoment, zoneName } from '../../format/time.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-data-table.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';

const REFRESH_MS = 10_000;
const COLUMNS = [{ heading: t('broker.time') }, { heading: t('broker.client') }, { heading: t('broker.topic') }, { heading: t('broker.reason') }, { heading: t('broker.payload') }] as const;

/** MQTT messages that were not recorded, and why. */
@customElement('ph-rejected-list')
export class PhRejectedList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .head { display: flex; align-items: start; justify-content: space-between; gap: 1rem; margin-bottom: 0.75rem; }
      .head p { max-width: 44rem; }
      .count { margin-bottom: 0.6rem; }
      .card { overflow: hidden; }
    `,
  ];

  readonly #rejected = new Loader<Rejected>(this, getRejected);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new LiveController(this, { topics: () => [], onEvent: () => undefined, onResync: () => void this.#rejected.reload() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#rejected.reload(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render() {
    return html`
      <h2 class="sr-only">${t('broker.rejectedMessages')}</h2>
      <div class="head">
        <p class="muted">${t('broker.mqttMessagesThatTheHub')}</p>
        <button class="icon" aria-label=${t('common.readAgain')} title=${t('common.readAgain')} @click=${() => void this.#rejected.reload()}><ph-icon .name=${'refresh' as const}></ph-icon></button>
      </div>
      ${renderLoaded(this.#rejected, (rejected) => this.#content(rejected), 1)}
    `;
  }

  #content({ total, messages }: Rejected) {
    if (messages.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('broker.nothingWasRejected')}>
        ${total === 0 ? t('broker.everyMessageSinceTheHub') : t('broker.messagesWereRejectedEarlier', { total: formatNumber(total) })}
      </ph-notice></div>`;
    }
    const rows = messages.map((m) => ({
      cells: [
        html`<span class="num">${formatMoment(m.time)}</span>`,
        m.client_id,
        html`<code>${m.topic}</code>`,
        m.reason,
        html`<code>${m.payload_preview}</code> <span class="muted small">${t('broker.bytes', { payloadBytes: formatNumber(m.payload_bytes) })}</span>`,
      ],
    }));
    const shown = messages.length < total ? t('broker.theNewestAreShown', { count: formatNumber(messages.length) }) : '';
    return html`
      <p class="count small muted">${t('broker.rejectedCount', { total: formatNumber(total), shown, zone: zoneName() })}</p>
      <div class="card"><ph-data-table caption=${t('broker.rejectedMessages')} .columns=${COLUMNS} .rows=${rows}></ph-data-table></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-rejected-list': PhRejectedList;
  }
}
