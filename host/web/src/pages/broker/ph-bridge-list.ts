import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BridgeStatus } from '../../api/broker.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';

/** The bridges to other brokers: connected or why not, what went over them and what waits. Nothing when there are none. */
@customElement('ph-bridge-list')
export class PhBridgeList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card { padding: 0.9rem 1.1rem; margin-bottom: 1.25rem; }
      ul { list-style: none; margin: 0.5rem 0 0; padding: 0; display: grid; gap: 0.7rem; }
      .name { font-weight: 600; overflow-wrap: anywhere; }
      .bad { color: var(--bad); }
      .reason { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) bridges: BridgeStatus[] = [];

  protected override render() {
    return this.bridges.length === 0 ? nothing : html`
      <section class="card">
        <h3>${t('broker.bridges')}</h3>
        <ul>${this.bridges.map((bridge) => html`
          <li>
            <div><span class="name">${bridge.name}</span> <span class="muted">${bridge.server}</span>
              <span class=${bridge.state === 'connected' ? 'muted' : 'bad'}>${bridge.state === 'connected' ? t('broker.connectedNow') : t('broker.notConnected')}</span></div>
            ${bridge.reason === null ? nothing : html`<div class="reason small bad">${bridge.reason}</div>`}
            <div class="muted small">${countsOf(bridge)}</div>
          </li>`)}
        </ul>
      </section>`;
  }
}

function countsOf(bridge: BridgeStatus): string {
  const counts = [t('broker.sentCount', { count: formatNumber(bridge.messages_sent) }), t('broker.receivedCount', { count: formatNumber(bridge.messages_received) })];
  if (bridge.messages_dropped > 0) {
    counts.push(t('broker.droppedCount', { count: formatNumber(bridge.messages_dropped) }));
  }
  if (bridge.waiting_messages > 0) {
    counts.push(t('broker.waitingMessages', { count: formatNumber(bridge.waiting_messages), size: formatBytes(bridge.waiting_bytes) }));
  }
  return counts.join(', ');
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-bridge-list': PhBridgeList;
  }
}
