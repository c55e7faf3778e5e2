import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Listeners } from '../../api/broker.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-copy-line.js';

/** Where the broker listens, and lines to copy that connect to it. */
@customElement('ph-connect-help')
export class PhConnectHelp extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card { display: grid; gap: 1rem; padding: 1.1rem 1.25rem 1.25rem; }
      dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.4rem 1.25rem; }
      dt { color: var(--text-2); font-size: 0.9375rem; }
      dd { overflow-wrap: anywhere; }
      .line { display: grid; gap: 0.3rem; }
      @media (max-width: 640px) {
        .card { padding: 1rem 1.1rem 1.1rem; }
        dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
        dd + dt { margin-top: 0.5rem; }
      }
    `,
  ];

  @property({ attribute: false }) listeners: Listeners | undefined;

  protected override render() {
    const { listeners } = this;
    if (listeners === undefined) {
      return nothing;
    }
    const host = location.hostname;
    const port = listeners.mqtt_port ?? listeners.mqtts_port;
    const secure = listeners.mqtt_port === null ? ' --cafile hub.crt' : '';
    const where = `-h ${host} -p ${port ?? 1883}${secure} -u me -P API_KEY`;
    return html`
      <section class="card">
        <h2>${t('broker.connect')}</h2>
        <dl>
          ${listeners.mqtt_port === null ? nothing : html`<dt>${t('broker.mqttOverTcp')}</dt><dd><code>${host}:${listeners.mqtt_port}</code></dd>`}
          ${listeners.mqtts_port === null ? nothing : html`<dt>${t('broker.mqttOverTls')}</dt><dd><code>${host}:${listeners.mqtts_port}</code></dd>`}
          <dt>${t('broker.mqttOverWebsocket')}</dt>
          <dd><code>${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${listeners.websocket_path}</code></dd>
          <dt>${t('broker.signIn')}</dt><dd>${t('broker.anyUserName')}</dd>
        </dl>
        ${port === null ? nothing : html`
          <div class="line"><span class="label">${t('broker.seeAllMessages')}</span>
            <ph-copy-line label=${t('broker.theLineThatSubscribes')} .text=${`mosquitto_sub ${where} -v -t '#'`}></ph-copy-line></div>
          <div class="line"><span class="label">${t('broker.publishAReading')}</span>
            <ph-copy-line label=${t('broker.theLineThatPublishes')} .text=${`mosquitto_pub ${where} -q 1 -t pihub/first/state -m '{"temperature":21.5}'`}></ph-copy-line></div>`}
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-connect-help': PhConnectHelp;
  }
}
