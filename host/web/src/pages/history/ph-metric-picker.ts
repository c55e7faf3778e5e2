import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../../api/devices.js';
import { humanize, metricLabel } from '../../format/labels.js';
import { shared } from '../../styles/shared.js';
import { MOST_METRICS, firstMetrics } from './selection.js';

export interface MetricChoice {
  device: string;
  metrics: readonly string[];
}

/** Chooses a device and some of its metrics. Fires `choice` (detail: MetricChoice). */
@customElement('ph-metric-picker')
export class PhMetricPicker extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; grid-template-columns: minmax(11rem, 16rem) minmax(0, 1fr); gap: 1rem 1.5rem; align-items: start; }
      fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
      legend { padding: 0 0 0.3rem; font-size: 0.875rem; font-weight: 550; }
      .chips { display: flex; flex-wrap: wrap; gap: 0.4rem; max-height: 9.7rem; overflow-y: auto; padding: 3px; margin: -3px; }
      .chip {
        position: relative; display: inline-flex; align-items: center; gap: 0.45rem; min-height: 2.4rem; padding: 0.2rem 0.8rem; border: 1px solid var(--line); border-radius: 99px;
        font-size: 0.875rem; cursor: pointer; font-weight: 500; background: var(--surface);
      }
      .chip:hover { background: var(--surface-2); }
      .chip:has(:checked) { border-color: var(--line-strong); background: var(--surface-2); }
      .chip:has(:disabled) { opacity: 0.55; cursor: not-allowed; }
      .chip:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 1px; }
      .chip input { position: absolute; opacity: 0; width: 1px; height: 1px; }
      i { width: 0.7rem; height: 0.7rem; border-radius: 50%; border: 2px solid var(--line-strong); }
      .c0 { background: var(--s1); border-color: var(--s1); }
      .c1 { background: var(--s2); border-color: var(--s2); }
      .c2 { background: var(--s3); border-color: var(--s3); }
      .c3 { background: var(--s4); border-color: var(--s4); }
      .c4 { background: var(--s5); border-color: var(--s5); }
      .c5 { background: var(--s6); border-color: var(--s6); }
      @media (max-width: 640px) {
        :host { grid-template-columns: minmax(0, 1fr); }
        .chips { flex-wrap: nowrap; overflow: auto hidden; margin: -3px -1rem -3px -3px; padding-right: 1rem; }
        .chip { flex: none; }
      }
    `,
  ];

  @property({ attribute: false }) devices: readonly Device[] = [];
  @property() device = '';
  @property({ attribute: false }) metrics: readonly string[] = [];

  protected override render() {
    const chosen = this.devices.find((device) => device.id === this.device);
    const known = chosen?.metrics.map((metric) => ({ name: metric.name, label: metricLabel(metric) })) ?? [];
    // A shared address may name metrics that the device no longer describes.
    const others = this.metrics.filter((name) => !known.some((metric) => metric.name === name)).map((name) => ({ name, label: humanize(name) }));
    const full = this.metrics.length >= MOST_METRICS;
    return html`
      <div class="field">
        <label for="device">Device</label>
        <select id="device" @change=${this.#onDevice}>
          ${chosen === undefined ? html`<option selected disabled value="">${this.device === '' ? 'Choose…' : this.device}</option>` : ''}
          ${this.devices.map((device) => html`<option value=${device.id} ?selected=${device.id === this.device}>${device.name}</option>`)}
        </select>
      </div>
      <fieldset>
        <legend>Metrics${full ? html` <span class="hint">(at most ${MOST_METRICS} at a time)</span>` : ''}</legend>
        <div class="chips">
          ${[...known, ...others].map(({ name, label }) => this.#chip(name, label, full))}
          ${known.length + others.length === 0 ? html`<span class="muted small">This device has sent no readings yet.</span>` : ''}
        </div>
      </fieldset>
    `;
  }

  #chip(name: string, label: string, full: boolean) {
    const at = this.metrics.indexOf(name);
    return html`
      <label class="chip">
        <input type="checkbox" .checked=${at >= 0} ?disabled=${full && at < 0} @change=${() => this.#onMetric(name)}>
        <i class=${at < 0 ? '' : `c${at}`}></i>${label}
      </label>
    `;
  }

  #onDevice(event: Event): void {
    const id = (event.target as HTMLSelectElement).value;
    const device = this.devices.find((each) => each.id === id);
    this.#choose({ device: id, metrics: device === undefined ? [] : firstMetrics(device) });
  }

  #onMetric(name: string): void {
    const metrics = this.metrics.includes(name) ? this.metrics.filter((each) => each !== name) : [...this.metrics, name];
    // Without any metric the address would mean the first one again.
    if (metrics.length > 0) {
      this.#choose({ device: this.device, metrics });
    } else {
      this.requestUpdate();
    }
  }

  #choose(detail: MetricChoice): void {
    this.dispatchEvent(new CustomEvent<MetricChoice>('choice', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-metric-picker': PhMetricPicker;
  }
}
