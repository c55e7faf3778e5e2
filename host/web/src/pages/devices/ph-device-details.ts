import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device } from '../../api/devices.js';
import { metricLabel } from '../../format/labels.js';
import type { DeviceReadings } from '../../live/latest.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-availability.js';
import '../../components/ph-reading.js';
import './ph-device-command.js';
import './ph-device-delete.js';
import './ph-device-form.js';

const KINDS = { measurement: '', total: t('devices.total'), total_increasing: t('devices.risingTotal') } as const;

/** Everything about one device, and what can be done with it. Fires `changed` and `removed`. */
@customElement('ph-device-details')
export class PhDeviceDetails extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 1.5rem; }
      .facts { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0.4rem 1rem; font-size: 0.9375rem; }
      .facts dt { color: var(--text-2); }
      .facts dd { overflow-wrap: anywhere; }
      .reason { padding: 0.55rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; font-size: 0.9375rem; }
      section { display: grid; gap: 0.6rem; }
      .metrics li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; align-items: baseline; padding: 0.5rem 0; border-top: 1px solid var(--line); }
      .metrics .label { overflow-wrap: anywhere; }
      .metrics .value { font-weight: 600; text-align: right; }
      .metrics code, .metrics .age { font-size: 0.75rem; color: var(--text-2); overflow-wrap: anywhere; }
      .metrics .age { text-align: right; }
    `,
  ];

  @property({ attribute: false }) device: Device | undefined;
  @property({ attribute: false }) readings: DeviceReadings | undefined;
  /** Whether who is signed in may change and delete devices. */
  @property({ type: Boolean }) mayChange = false;
  /** Whether who is signed in may command devices. */
  @property({ type: Boolean }) mayCommand = false;
  @state() private mode: 'view' | 'edit' | 'delete' = 'view';

  protected override render() {
    const { device } = this;
    if (device === undefined) {
      return nothing;
    }
    switch (this.mode) {
      case 'edit':
        return html`<ph-device-form .device=${device} @saved=${(e: CustomEvent<Device>) => this.#saved(e.detail)}></ph-device-form>
          <div><button class="ghost" @click=${() => { this.mode = 'view'; }}>${t('devices.backWithoutSaving')}</button></div>`;
      case 'delete':
        return html`<ph-device-delete .device=${device} @cancelled=${() => { this.mode = 'view'; }}
          @removed=${() => this.dispatchEvent(new Event('removed'))}></ph-device-delete>`;
      case 'view':
        return this.#view(device);
    }
  }

  #view(device: Device) {
    return html`
      ${device.availability === 'offline' ? html`<p class="reason">${t('devices.offlineBecause', { reason: device.reason ?? t('devices.reasonUnknown') })}</p>` : nothing}
      <div class="row">
        <a class="button" href="/history?device=${encodeURIComponent(device.id)}">${t('common.history')}</a>
        ${this.mayChange ? html`
          <button @click=${() => { this.mode = 'edit'; }}>${t('common.edit')}</button>
          <button class="danger-ghost" @click=${() => { this.mode = 'delete'; }}>${t('common.delete')}</button>` : nothing}
      </div>
      ${this.#facts(device)}
      ${device.commands.length === 0 || !this.mayCommand ? nothing : html`
        <section><h2>${t('devices.commands')}</h2>${device.commands.map((command) => html`<ph-device-command .device=${device.id} .command=${command}></ph-device-command>`)}</section>`}
      <section>
        <h2>${t('devices.metrics')}</h2>
        ${device.metrics.length === 0 ? html`<p class="muted">${t('devices.noMetricsYet')}</p>` : html`<ul class="metrics">${device.metrics.map((metric) => {
          const reading = this.readings?.get(metric.name);
          const kind = KINDS[metric.kind];
          return html`<li>
            <span class="label">${metricLabel(metric)}</span>
            <span class="value"><ph-reading .device=${device.id} .metric=${metric.name} .unit=${metric.unit} .reading=${reading} .stale=${device.availability === 'offline'}></ph-reading></span>
            <code>${metric.name}${kind === '' ? nothing : html` · ${kind}`}</code>
            <span class="age"><ph-ago .time=${reading?.time ?? null} none=""></ph-ago></span>
          </li>`;
        })}</ul>`}
      </section>
    `;
  }

  #facts(device: Device) {
    const facts: [string, unknown][] = [
      [t('common.state'), html`<ph-availability .value=${device.availability}></ph-availability>`],
      [t('devices.lastSeen'), html`<ph-ago .time=${device.last_seen}></ph-ago>`],
      [t('devices.id'), html`<code>${device.id}</code>`],
      [t('devices.area'), device.area],
      [t('devices.model'), [device.manufacturer, device.model].filter((part) => part !== null).join(' ')],
      [t('devices.software'), device.software_version],
      [t('devices.origin'), device.state === 'discovered' ? t('devices.discoveredOverMqtt') : t('devices.configuredDriver', { driver: device.driver ?? t('devices.noDriver') })],
    ];
    const known = facts.filter(([, value]) => value !== null && value !== '');
    return html`<dl class="facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  }

  #saved(device: Device): void {
    this.mode = 'view';
    this.dispatchEvent(new CustomEvent<Device>('changed', { detail: device }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-device-details': PhDeviceDetails;
  }
}
