import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LatestReading } from '../api/readings.js';
import { formatValue } from '../format/numbers.js';
import { formatMoment } from '../format/time.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';

/** One latest value with its unit, leading to its history; dimmed with the word "stale" when it is old. */
@customElement('ph-reading')
export class PhReading extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: inline-block; min-width: 0; }
      a { color: inherit; text-decoration: none; border-radius: 4px; }
      a:hover { text-decoration: underline; text-decoration-thickness: 1px; }
      .value { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .number { white-space: nowrap; }
      .unit { color: var(--text-2); font-weight: 450; font-size: var(--unit-size, 0.85em); margin-left: 0.2em; }
      .stale .value, .stale .unit { color: var(--text-2); font-weight: 450; }
      .tag { font-size: 0.75rem; font-weight: 600; color: var(--warn); letter-spacing: 0; white-space: nowrap; }
    `,
  ];

  @property() device = '';
  @property() metric = '';
  @property({ attribute: false }) reading: LatestReading | undefined;
  @property() unit: string | null = null;
  /** The device is away: its values are old, whatever the hub said when they came. */
  @property({ type: Boolean }) stale = false;
  /** Leave the word "stale" to the surroundings, and the unit too. */
  @property({ type: Boolean }) bare = false;

  protected override render() {
    const { reading } = this;
    if (reading === undefined) {
      return html`<span class="muted" title=${t('reading.noReadingYet')}>–</span>`;
    }
    const stale = this.stale || reading.quality === 'stale';
    const unit = this.unit ?? reading.unit;
    const to = `/history?${new URLSearchParams({ device: this.device, metric: this.metric }).toString()}`;
    return html`
      <a href=${to} class=${stale ? 'stale' : ''} title=${t('reading.openTheHistory', { time: formatMoment(reading.time) })}
        ><span class=${typeof reading.value === 'number' ? 'number' : ''}><span class="value">${formatValue(reading.value, unit)}</span>${
          unit === null || unit === '' || typeof reading.value !== 'number' ? nothing : html`<span class="${this.bare ? 'sr-only' : 'unit'}">${unit}</span>`
        }</span>${stale && !this.bare ? html` <span class="tag">${t('reading.stale')}</span>` : nothing}${stale && this.bare ? html`<span class="sr-only">${t('reading.stale')}</span>` : nothing}</a>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-reading': PhReading;
  }
}
