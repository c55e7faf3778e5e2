import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ApiError } from '../../api/http.js';
import type { Statistics } from '../../api/readings.js';
import { nearestIndex, type ChartSeries } from '../../charts/series.js';
import type { TimeSpan } from '../../charts/zoom.js';
import { formatCount, formatNumber, formatWithUnit } from '../../format/numbers.js';
import { formatDuration, formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { isCounter, type KnownSeries } from './history-query.js';
import { seriesTableStyles } from './series-table-styles.js';
import { gapWords, readableIntegral } from './statistics.js';

/** How far from the cursor a value may be, as a part of the shown stretch. */
const REACH = 0.02;
/** Units whose integral over time people use. */
const INTEGRABLE = /^(m|k|M|G)?(W|VA|var|A)$/;

export type SeriesAct = 'hide' | 'remove' | 'focus';

/** The series with their values under the cursor and the statistics of the shown stretch. Fires `act` (detail: { act, id }). */
@customElement('ph-series-table')
export class PhSeriesTable extends LitElement {
  static override readonly styles = [shared, seriesTableStyles];

  @property({ attribute: false }) known: readonly KnownSeries[] = [];
  @property({ attribute: false }) drawn: readonly ChartSeries[] = [];
  @property({ attribute: false }) concealed: readonly string[] = [];
  @property({ attribute: false }) faults: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) statistics: ReadonlyMap<string, Statistics | ApiError> = new Map();
  /** The statistics are of another stretch than the one shown. */
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) cursorS: number | null = null;
  @property({ attribute: false }) span: TimeSpan = { fromS: 0, toS: 1 };
  @property() focused = '';

  protected override render() {
    const newestS = Math.min(this.span.toS, Math.max(0, ...this.drawn.map((each) => each.times.at(-1) ?? 0)));
    const atS = this.cursorS ?? newestS;
    const when = atS === 0 ? t('history.value') : `${this.cursorS === null ? t('history.newestShown') : t('history.atTheCursor')}: ${formatMoment(new Date(atS * 1000))}`;
    return html`
      ${this.drawn.length === 0 ? nothing : html`<p class="when num">${when}</p>`}
      <table aria-busy=${this.busy ? 'true' : 'false'}>
        <caption class="sr-only">${t('history.seriesAndTheirStatistics')}</caption>
        <thead><tr>
          <th scope="col">${t('history.series')}</th><th scope="col">${t('history.value')}</th><th scope="col">${t('history.min')}</th><th scope="col">${t('history.mean')}</th><th scope="col">${t('history.max')}</th><th scope="col">${t('history.last')}</th>
          <th scope="col">${t('common.total')}</th><th scope="col">${t('history.readings')}</th><th scope="col">${t('history.covered')}</th><th scope="col"><span class="sr-only">${t('common.actions')}</span></th>
        </tr></thead>
        <tbody>${this.known.map((known, i) => this.#row(known, i, atS))}</tbody>
      </table>
    `;
  }

  #row(known: KnownSeries, index: number, atS: number) {
    const { id, label } = known;
    const isHidden = this.concealed.includes(id);
    const series = this.drawn.find((each) => each.id === id);
    const unit = series?.unit ?? known.metric?.unit ?? null;
    return html`
      <tr class="${isHidden ? 'hidden' : ''} ${this.focused === id ? 'focused' : ''}">
        <th scope="row">
          <button class="ghost name" aria-pressed=${this.focused === id ? 'true' : 'false'} title=${t('history.showThisSeriesAxis')} @click=${() => this.#act('focus', id)}>
            <i style="background:var(--s${(index % 12) + 1})"></i><span>${label}${unit === null ? nothing : html` <span class="unit">${unit}</span>`}${known.device === '' ? nothing : html`<span class="device">${known.device}</span>`}</span>
          </button>
        </th>
        <td class="now num" data-head="Value">${isHidden ? '' : this.#value(series, atS)}</td>
        ${this.#figures(known, unit, isHidden, series?.onOff === true)}
        <td class="acts">
          <button class="ghost icon" aria-pressed=${isHidden ? 'true' : 'false'} aria-label=${t(isHidden ? 'history.showNamed' : 'history.hideNamed', { label })} title=${isHidden ? t('history.show') : t('history.hide')} @click=${() => this.#act('hide', id)}>
            <ph-icon .name=${isHidden ? 'eye-off' : 'eye'}></ph-icon></button>
          <button class="ghost icon" aria-label=${t('history.remove', { label })} title=${t('common.remove')} @click=${() => this.#act('remove', id)}><ph-icon .name=${'close' as const}></ph-icon></button>
        </td>
      </tr>`;
  }

  #value(series: ChartSeries | undefined, atS: number) {
    if (series === undefined) {
      return '–';
    }
    const i = this.cursorS === null ? series.times.length - 1 : nearestIndex(series, atS, Math.max((this.span.toS - this.span.fromS) * REACH, (series.bars?.widthS ?? 0) / 2));
    const value = series.values[i];
    if (typeof value !== 'number') {
      return '–';
    }
    const text = series.steps ? (value > 0 ? t('common.on') : t('common.off')) : series.onOff ? t('history.percentOn', { percent: formatNumber(value * 100, '%') }) : formatNumber(value, series.unit);
    const [low, high] = [series.band?.min[i], series.band?.max[i]];
    return html`${text}${typeof low === 'number' && typeof high === 'number' && !series.onOff
      ? html`<span class="band">${t('history.lowToHigh', { low: formatNumber(low, series.unit), high: formatNumber(high, series.unit) })}</span>` : nothing}`;
  }

  #figures(known: KnownSeries, unit: string | null, isHidden: boolean, onOff: boolean) {
    const found = this.statistics.get(known.id);
    const fault = this.faults.get(known.id) ?? (found instanceof ApiError ? found.message : undefined);
    if (isHidden || fault !== undefined || found === undefined || found instanceof ApiError) {
      return html`<td colspan="7" class=${fault === undefined ? 'wait' : 'fault'}>${isHidden ? t('history.hidden') : (fault ?? '…')}</td>`;
    }
    const counts = isCounter(known.metric); // where a counter stood in between says nothing
    const number = (value: number | null): string => (value === null ? '–' : onOff ? (value > 0 ? t('common.on') : t('common.off')) : formatNumber(value, unit));
    const mean = onOff && found.mean !== null ? t('history.percentOnMean', { percent: formatNumber(found.mean * 100, '%') }) : number(found.mean);
    return html`
      <td class="num" data-head="Min">${counts ? '–' : number(found.min)}</td>
      <td class="num" data-head="Mean">${counts ? '–' : mean}</td>
      <td class="num" data-head="Max">${counts ? '–' : number(found.max)}</td>
      <td class="num" data-head="Last">${number(found.last)}</td>
      <td class="num" data-head="Total">${this.#total(known, found, unit)}</td>
      <td class="num" data-head="Readings">${formatCount(found.count)}</td>
      <td class="num" data-head="Covered">${found.covered_s === null ? '–' : formatDuration(found.covered_s)}
        <span class="band ${found.gaps.length > 0 ? 'some' : ''}">${gapWords(found.gaps)}</span></td>`;
  }

  /** What a counter counted, or the integral of a power. */
  #total({ metric }: KnownSeries, { increase, unit_hours: integral, integral_unit: integralUnit }: Statistics, unit: string | null): string {
    if (isCounter(metric)) {
      return increase === null ? '–' : `+${formatWithUnit(increase, unit, unit === 'kWh' && Math.abs(increase) < 100 ? 3 : null)}`;
    }
    if (integral === null || integralUnit === null || unit === null || !INTEGRABLE.test(unit)) {
      return '–';
    }
    const readable = readableIntegral(integral, integralUnit);
    return formatWithUnit(readable.value, readable.unit);
  }

  #act(act: SeriesAct, id: string): void {
    this.dispatchEvent(new CustomEvent('act', { detail: { act, id } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-series-table': PhSeriesTable;
  }
}
