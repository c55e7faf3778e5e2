import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PageChart } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { formatNumber, formatWithUnit } from '../../format/numbers.js';
import { shared } from '../../styles/shared.js';
import { barGroups, seriesLabel, ticksBetween, type BarGroup } from './chart-data.js';
import { plainText, valueAt } from './values.js';
import { t } from '../../text/text.js';

const HEIGHT = 280;
const BELOW = 34;
const ABOVE = 12;

interface Scale {
  y: (value: number) => number;
  ticks: number[];
  left: number;
}

/** A chart over categories or numbers: bars, stacked bars, lines, points. Each value can also be read in a table for screen readers. */
@customElement('ph-category-chart')
export class PhCategoryChart extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; position: relative; min-width: 0; }
      svg { display: block; width: 100%; height: ${HEIGHT}px; overflow: visible; font: 12px var(--font); }
      text { fill: var(--text-2); }
      .grid { stroke: var(--line); }
      .zero { stroke: var(--line-strong); }
      .f0 { fill: var(--s1); stroke: var(--s1); } .f1 { fill: var(--s2); stroke: var(--s2); } .f2 { fill: var(--s3); stroke: var(--s3); }
      .f3 { fill: var(--s4); stroke: var(--s4); } .f4 { fill: var(--s5); stroke: var(--s5); } .f5 { fill: var(--s6); stroke: var(--s6); }
      rect { stroke: none !important; }
      polyline { fill: none !important; stroke-width: 2; }
      .legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; padding-top: 0.6rem; font-size: 0.875rem; }
      .legend li { display: flex; align-items: center; gap: 0.45rem; }
      .legend svg { width: 0.8rem; height: 0.8rem; }
      .units { font-size: 0.8125rem; font-weight: 600; color: var(--text-2); min-height: 1.2rem; }
    `,
  ];

  @property({ attribute: false }) spec!: PageChart;
  @property({ attribute: false }) points: readonly Row[] = [];
  @state() private width = 600;
  readonly #resize = new ResizeObserver(([entry]) => { this.width = Math.max(200, Math.round(entry?.contentRect.width ?? 600)); });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override render() {
    const { spec, points } = this;
    const units = [...new Set(spec.series.map((series) => series.unit ?? ''))];
    const bars = spec.kind === 'bar' || spec.kind === 'stacked_bar';
    const groups = bars ? barGroups(spec, points) : [];
    const values = bars ? groups.flatMap((group) => group.bars.flatMap((bar) => (bar === null ? [] : [bar.from, bar.to]))) : this.#values();
    const scale = this.#scale(values, bars);
    return html`
      <div class="units" aria-hidden="true">${units.join(' · ')}</div>
      <svg viewBox="0 0 ${this.width} ${HEIGHT}" aria-hidden="true">
        ${scale.ticks.map((tick) => svg`<line class=${tick === 0 ? 'zero' : 'grid'} x1=${scale.left} x2=${this.width} y1=${scale.y(tick)} y2=${scale.y(tick)}/>
          <text x=${scale.left - 8} y=${scale.y(tick) + 4} text-anchor="end">${formatNumber(tick)}</text>`)}
        ${bars ? this.#bars(groups, scale) : spec.kind === 'scatter' ? this.#scatter(scale) : this.#lines(scale)}
      </svg>
      ${spec.series.length === 1 && spec.kind !== 'scatter' ? nothing : html`<ul class="legend">${spec.series.map((series, i) => html`
        <li><svg viewBox="0 0 10 10" aria-hidden="true">${svg`<circle class="f${i}" cx="5" cy="5" r="4"/>`}</svg>${seriesLabel(series)}</li>`)}</ul>`}
      ${this.#table()}
    `;
  }

  #values(): number[] {
    return this.spec.series.flatMap((series) => this.points.map((point) => valueAt(point, series.field))).filter((value): value is number => typeof value === 'number');
  }

  #scale(values: readonly number[], fromZero: boolean): Scale {
    const low = Math.min(...values, fromZero ? 0 : Infinity);
    const high = Math.max(...values, fromZero ? 0 : -Infinity);
    const room = high > low ? (fromZero ? 0 : (high - low) * 0.05) : 1;
    const [from, to] = [low - (fromZero ? 0 : room), high + (high > low ? room : 1)];
    const ticks = ticksBetween(from, to);
    const left = 16 + 7 * Math.max(...ticks.map((tick) => formatNumber(tick).length));
    return { ticks, left, y: (value) => ABOVE + (1 - (value - from) / (to - from)) * (HEIGHT - ABOVE - BELOW) };
  }

  #bars(groups: readonly BarGroup[], scale: Scale) {
    const each = (this.width - scale.left) / Math.max(1, groups.length);
    const beside = this.spec.kind === 'stacked_bar' ? 1 : this.spec.series.length;
    const thick = Math.min(56, (each * 0.72) / beside);
    return groups.map((group, g) => {
      const middle = scale.left + each * (g + 0.5);
      return svg`${group.bars.map((bar, s) => bar === null ? nothing : svg`<rect class="f${s % 6}" rx="2"
          x=${middle + ((beside === 1 ? 0 : s) - beside / 2) * thick + 1} width=${Math.max(1, thick - 2)} y=${Math.min(scale.y(bar.from), scale.y(bar.to))}
          height=${Math.max(1, Math.abs(scale.y(bar.from) - scale.y(bar.to)))}><title>${this.#tip(group.name, s, bar.value)}</title></rect>`)}
        ${this.#name(group.name, middle, g, groups.length)}`;
    });
  }

  /** A name below the axis; where there is no room, only every so many get one. */
  #name(name: string, x: number, index: number, count: number) {
    const room = (this.width - 40) / Math.max(1, count);
    const longest = Math.max(...this.points.map((point) => plainText(valueAt(point, this.spec.x_field ?? '')).length));
    const letters = Math.max(4, Math.floor(room / 6.5));
    const every = letters >= Math.min(longest, 8) ? 1 : Math.ceil((Math.min(longest, 8) * 7) / room);
    const shown = name.length > letters * every ? `${name.slice(0, Math.max(3, letters * every - 1))}…` : name;
    return index % every === 0 ? svg`<text x=${x} y=${HEIGHT - 10} text-anchor="middle">${shown}<title>${name}</title></text>` : nothing;
  }

  #lines(scale: Scale) {
    const step = (this.width - scale.left - 24) / Math.max(1, this.points.length - 1);
    const x = (i: number): number => scale.left + 12 + i * step;
    return svg`${this.spec.series.map((series, s) => {
      const at = this.points.map((point, i) => ({ i, value: valueAt(point, series.field) })).filter((each): each is { i: number; value: number } => typeof each.value === 'number');
      return svg`<polyline class="f${s % 6}" points=${at.map(({ i, value }) => `${x(i)},${scale.y(value)}`).join(' ')}/>
        ${at.map(({ i, value }) => svg`<circle class="f${s % 6}" cx=${x(i)} cy=${scale.y(value)} r="3"><title>${this.#tip(this.#nameAt(i), s, value)}</title></circle>`)}`;
    })}${this.points.map((_, i) => this.#name(this.#nameAt(i), x(i), i, this.points.length))}`;
  }

  #scatter(scale: Scale) {
    const xs = this.points.map((point) => valueAt(point, this.spec.x_field ?? '')).filter((value): value is number => typeof value === 'number');
    const [low, high] = [Math.min(...xs), Math.max(...xs)];
    const room = high > low ? (high - low) * 0.04 : 1;
    const x = (value: number): number => scale.left + ((value - low + room) / (high - low + 2 * room)) * (this.width - scale.left);
    return svg`
      ${ticksBetween(low, high, Math.max(2, Math.floor(this.width / 90))).map((tick) => svg`<text x=${x(tick)} y=${HEIGHT - 18} text-anchor="middle">${formatNumber(tick)}</text>`)}
      <text x=${this.width} y=${HEIGHT} text-anchor="end" font-weight="600">${this.spec.x_label ?? ''}</text>
      ${this.spec.series.map((series, s) => this.points.map((point) => {
        const [px, py] = [valueAt(point, this.spec.x_field ?? ''), valueAt(point, series.field)];
        return typeof px === 'number' && typeof py === 'number'
          ? svg`<circle class="f${s % 6}" fill-opacity="0.65" cx=${x(px)} cy=${scale.y(py)} r="4"><title>${this.#tip(formatNumber(px), s, py)}</title></circle>` : nothing;
      }))}`;
  }

  #nameAt(i: number): string {
    return plainText(valueAt(this.points[i], this.spec.x_field ?? ''));
  }

  #tip(name: string, index: number, value: number): string {
    const series = this.spec.series[index];
    return series === undefined ? name : `${name}: ${seriesLabel(series)} ${formatWithUnit(value, series.unit ?? null)}`;
  }

  #table() {
    return html`<div class="sr-only"><table><caption>${this.spec.title ?? t('page.chart')}</caption>
      <tr><th></th>${this.spec.series.map((series) => html`<th scope="col">${seriesLabel(series)}</th>`)}</tr>
      ${this.points.slice(0, 200).map((point, i) => html`<tr><th scope="row">${this.#nameAt(i)}</th>${this.spec.series.map((series) => html`<td>${formatWithUnit(valueAt(point, series.field), series.unit ?? null)}</td>`)}</tr>`)}
    </table></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-category-chart': PhCategoryChart;
  }
}
