import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device, Metric } from '../../api/devices.js';
import { groupMetrics, metricLabel } from '../../format/labels.js';
import type { DeviceReadings } from '../../live/latest.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-availability.js';
import '../../components/ph-phase-table.js';
import '../../components/ph-reading.js';

/** How many single values a tile shows before it offers the rest. */
const FEW = 6;

/** A device on the dashboard: whether it is there and what it says now. */
@customElement('ph-device-tile')
export class PhDeviceTile extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: grid; gap: 0.95rem; align-content: start; height: 100%; padding: 1.15rem 1.25rem 1.2rem; container-type: inline-size; }
      header { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 0.75rem; align-items: start; }
      h2 { overflow-wrap: anywhere; }
      h2 a { color: inherit; text-decoration: none; }
      h2 a:hover { text-decoration: underline; }
      .seen { grid-column: 1 / -1; font-size: 0.8125rem; color: var(--text-2); }
      .seen .stale { color: var(--warn); font-weight: 600; }
      .reason { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-size: 0.875rem; font-weight: 500; overflow-wrap: anywhere; }
      dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: 0.85rem 0.75rem; }
      dl > div { min-width: 0; }
      dt { font-size: 0.8125rem; line-height: 1.35; color: var(--text-2); overflow-wrap: anywhere; }
      dd { font-size: 1.3125rem; line-height: 1.35; font-weight: 600; letter-spacing: -0.015em; --unit-size: 0.62em; }
      .long { font-size: 1.0625rem; line-height: 1.667; letter-spacing: 0; }
      .rest { justify-self: start; min-height: 2rem; padding: 0.2rem 0.7rem; font-size: 0.875rem; margin-left: -0.7rem; color: var(--accent); }
    `,
  ];

  @property({ attribute: false }) device: Device | undefined;
  @property({ attribute: false }) readings: DeviceReadings | undefined;
  @state() private all = false;

  protected override render() {
    const { device } = this;
    if (device === undefined) {
      return nothing;
    }
    const offline = device.availability === 'offline';
    const { phases, plain } = groupMetrics(this.#metrics(device));
    const shown = this.all ? plain : plain.slice(0, FEW);
    return html`
      <article class="card" aria-label=${device.name}>
        <header>
          <h2><a href="/devices?device=${encodeURIComponent(device.id)}">${device.name}</a></h2>
          <ph-availability .value=${device.availability}></ph-availability>
          <p class="seen">
            ${device.area === null || device.area === '' ? nothing : html`${device.area} · `}<ph-ago .time=${device.last_seen} none=${t('dashboard.neverSeen')}></ph-ago>
            ${offline && (this.readings?.size ?? 0) > 0 ? html` · <span class="stale">${t('dashboard.valuesStale')}</span>` : nothing}
          </p>
        </header>
        ${offline ? html`<p class="reason">${device.reason ?? t('dashboard.noReasonIsKnown')}</p>` : nothing}
        ${shown.length === 0 ? nothing : html`<dl>${shown.map((metric) => this.#value(device, metric, offline))}</dl>`}
        ${plain.length > FEW ? html`
          <button class="ghost rest" aria-expanded=${this.all ? 'true' : 'false'} @click=${() => { this.all = !this.all; }}>
            ${this.all ? t('dashboard.showFewer') : t('dashboard.showMore', { count: plain.length - FEW })}
          </button>` : nothing}
        ${phases.length === 0 ? nothing : html`
          <ph-phase-table .device=${device.id} .rows=${phases} .readings=${this.readings} .stale=${offline}></ph-phase-table>`}
        ${plain.length + phases.length === 0 ? html`<p class="muted small">${t('dashboard.noReadingsYet')}</p>` : nothing}
      </article>
    `;
  }

  /** What the device describes, then what it sends without describing it. */
  #metrics(device: Device): Metric[] {
    const described = new Set(device.metrics.map((metric) => metric.name));
    const others = [...(this.readings?.values() ?? [])].filter((reading) => !described.has(reading.metric));
    return [
      ...device.metrics,
      ...others.map((r): Metric => ({ name: r.metric, label: null, unit: r.unit, kind: 'measurement', device_class: null })),
    ];
  }

  #value(device: Device, metric: Metric, offline: boolean) {
    const reading = this.readings?.get(metric.name);
    const long = typeof reading?.value === 'string' && reading.value.length > 8;
    return html`
      <div>
        <dt>${metricLabel(metric)}</dt>
        <dd class=${long ? 'long' : ''}><ph-reading
          .device=${device.id} .metric=${metric.name} .reading=${reading} .unit=${metric.unit} .stale=${offline}
        ></ph-reading></dd>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-device-tile': PhDeviceTile;
  }
}
