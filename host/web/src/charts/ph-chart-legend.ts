import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatValue, formatWithUnit } from '../format/numbers.js';
import { formatMoment } from '../format/time.js';
import { shared } from '../styles/shared.js';
import { nearestIndex, type ChartSeries } from './series.js';
import type { TimeSpan } from './zoom.js';
import { t } from '../text/text.js';

/** How far from the cursor a value may be, as a part of the shown stretch. */
const REACH = 0.02;

/** The values under the cursor; without a cursor the newest ones. */
@customElement('ph-chart-legend')
export class PhChartLegend extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; padding-top: 0.5rem; font-size: 0.9375rem; }
      .when { color: var(--text-2); font-size: 0.8125rem; padding-bottom: 0.35rem; }
      ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0.35rem 1.5rem; }
      li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; column-gap: 0.55rem; align-items: baseline; }
      i { width: 0.85rem; height: 0.25rem; border-radius: 2px; align-self: center; }
      .value { font-weight: 600; white-space: nowrap; }
      .band { grid-column: 2 / -1; text-align: right; font-size: 0.8125rem; color: var(--text-2); }
    `,
  ];

  @property({ attribute: false }) series: readonly ChartSeries[] = [];
  @property({ attribute: false }) order: readonly string[] = [];
  @property({ attribute: false }) cursorS: number | null = null;
  @property({ attribute: false }) span: TimeSpan = { fromS: 0, toS: 1 };

  protected override render() {
    const newestS = Math.max(...this.series.map((each) => each.times.at(-1) ?? 0));
    const atS = this.cursorS ?? newestS;
    const time = formatMoment(new Date(atS * 1000));
    const when = this.cursorS === null ? t('chart.newestShownAt', { time }) : time;
    return html`<p class="when num">${when}</p><ul>${this.series.map((series) => this.#entry(series, atS))}</ul>`;
  }

  #entry(series: ChartSeries, atS: number) {
    const i = this.cursorS === null ? series.times.length - 1 : nearestIndex(series, atS, (this.span.toS - this.span.fromS) * REACH);
    const value = series.values[i];
    const text = series.steps && typeof value === 'number' ? (value > 0 ? t('common.on') : t('common.off')) : formatWithUnit(value ?? null, series.unit);
    const band = series.band === null || typeof value !== 'number' ? undefined : { min: series.band.min[i], max: series.band.max[i] };
    return html`
      <li>
        <i style="background:var(--s${(Math.max(0, this.order.indexOf(series.id)) % 12) + 1})"></i>
        <span>${series.label}</span>
        <span class="value num">${text}</span>
        ${band === undefined ? nothing : html`<span class="band num">${t('chart.minToMax', { min: formatValue(band.min, series.unit), max: formatWithUnit(band.max, series.unit) })}</span>`}
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-chart-legend': PhChartLegend;
  }
}
