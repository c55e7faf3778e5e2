import { LitElement, css, html, nothing, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import uplotCss from 'uplot/dist/uPlot.min.css?inline';
import { shared } from '../styles/shared.js';
import { axisKeyOf, shownAxes, type Plot, type PlotAxis } from './axes.js';
import { PlotGestures } from './gestures.js';
import { columnsOf, plotOptions, type ChartColours } from './options.js';
import { joinColumns } from './series.js';
import type { TimeSpan } from './zoom.js';
import { t } from '../text/text.js';
import './ph-chart-legend.js';

export type { TimeSpan } from './zoom.js';

/** As many colours as there are. */
export const COLOURS = 12;
/** More times than this are put on a grid of half pixels. */
const MOST_TIMES = 4000;

/**
 * One plot with the values under the cursor below it. Fires `zoom` (detail: TimeSpan) when another stretch is wanted, `reset` when the
 * chosen range is, and `cursor` (detail: Unix seconds or null).
 */
@customElement('ph-chart')
export class PhChart extends LitElement {
  static override readonly styles = [
    unsafeCSS(uplotCss),
    shared,
    css`
      :host { display: block; min-width: 0; }
      .plot { height: var(--plot-height, 20rem); min-width: 0; touch-action: pan-y; border-radius: 6px; }
      .uplot { font-family: var(--font); }
      .u-select { background: color-mix(in srgb, var(--accent) 18%, transparent); }
      .u-cursor-x { border-right: 1px dashed var(--line-strong); }
      .u-cursor-y { display: none; }
    `,
  ];

  @property({ attribute: false }) plot: Plot | undefined;
  @property({ attribute: false }) span: TimeSpan = { fromS: 0, toS: 1 };
  /** The series in the order of their colours. A new list of the same ones must not take back what a gesture shows. */
  @property({ attribute: false, hasChanged: (now: readonly string[], before: readonly string[] | undefined) => now.join() !== before?.join() })
  order: readonly string[] = [];
  /** The series whose axis must be shown. */
  @property() focused = '';
  /** The values under the cursor are shown elsewhere. */
  @property({ type: Boolean, attribute: 'no-legend' }) noLegend = false;
  @state() private cursorS: number | null = null;
  @query('.plot') private readonly box!: HTMLElement;
  #uplot: uPlot | undefined;
  #resize: ResizeObserver | undefined;
  #gestures: PlotGestures | undefined;
  #drawn = '';
  #widthPx = 0;
  #view: TimeSpan = { fromS: 0, toS: 1 };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('ph-theme', this.#redraw);
    if (this.hasUpdated) {
      this.#watch();
      this.#draw();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('ph-theme', this.#redraw);
    this.#resize?.disconnect();
    this.#gestures?.stop();
    this.#forget();
  }

  protected override firstUpdated(): void {
    this.#watch();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('plot') || changed.has('span') || changed.has('order') || changed.has('focused')) {
      this.#draw();
    }
  }

  protected override render() {
    const { plot } = this;
    const names = plot?.series.map((series) => series.label).join(', ') ?? '';
    return html`
      <div class="plot" tabindex="0" role="group" aria-roledescription=${t('chart.chart')} aria-label=${t('chart.chartNamed', { names })}
        aria-description=${t('chart.leftAndRightArrowMove')}></div>
      ${plot === undefined || this.noLegend ? nothing : html`
        <ph-chart-legend .series=${plot.series} .order=${this.order} .cursorS=${this.cursorS} .span=${this.span}></ph-chart-legend>`}
    `;
  }

  #axes(plot: Plot): PlotAxis[] {
    const focused = plot.series.find((series) => series.id === this.focused);
    return shownAxes(plot.axes, this.#widthPx, focused === undefined ? undefined : axisKeyOf(focused));
  }

  readonly #redraw = (): void => {
    this.#forget();
    this.#draw();
  };

  #forget(): void {
    this.#uplot?.destroy();
    this.#uplot = undefined;
    this.#drawn = '';
  }

  #watch(): void {
    this.#widthPx = this.box.clientWidth;
    this.#resize = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.box;
      this.#widthPx = width;
      if (this.#uplot === undefined) {
        this.#draw();
      } else if (width > 0 && (this.#uplot.width !== width || this.#uplot.height !== height)) {
        this.#uplot.setSize({ width, height });
      }
    });
    this.#resize.observe(this.box);
    this.#gestures?.stop();
    this.#gestures = new PlotGestures(this.box, {
      view: () => this.#view,
      preview: (span) => this.#show(span),
      settle: (span) => this.#zoom(span),
      reset: () => this.#reset(),
    });
  }

  /** Shows another stretch from what is already there. */
  #show(span: TimeSpan): void {
    this.#view = span;
    this.#uplot?.setScale('x', { min: span.fromS, max: span.toS });
  }

  #zoom(detail: TimeSpan): void {
    this.dispatchEvent(new CustomEvent<TimeSpan>('zoom', { detail }));
  }

  #reset(): void {
    this.#show(this.span);
    this.dispatchEvent(new Event('reset'));
  }

  #draw(): void {
    const { plot } = this;
    this.#view = this.span;
    const { clientWidth: width, clientHeight: height } = this.box;
    if (plot === undefined || width === 0) {
      this.#forget();
      return;
    }
    const data = this.#dataOf(plot, width);
    const axes = this.#axes(plot);
    // What decides how the plot is built; as long as it stays, only numbers change.
    const shape = JSON.stringify([plot.axes, axes, this.order, plot.series.map(({ id, label, band, steps, bars }) => [id, label, band !== null, steps, bars])]);
    if (this.#uplot !== undefined && this.#drawn === shape) {
      const uplot = this.#uplot;
      uplot.batch(() => {
        uplot.setData(data, false);
        uplot.setScale('x', { min: this.span.fromS, max: this.span.toS });
      });
      return;
    }
    this.#forget();
    this.cursorS = null;
    this.#drawn = shape;
    this.#uplot = new uPlot(plotOptions(plot, {
      width, height, axes, ...this.span,
      colours: this.#colours(),
      colourOf: (id) => Math.max(0, this.order.indexOf(id)),
      onCursor: (timeS) => this.#point(timeS),
      onSelect: (fromS, toS) => { this.#show({ fromS, toS }); this.#zoom({ fromS, toS }); },
      onReset: () => this.#reset(),
    }), data, this.box);
  }

  #point(timeS: number | null): void {
    this.cursorS = timeS;
    this.dispatchEvent(new CustomEvent<number | null>('cursor', { detail: timeS }));
  }

  #dataOf(plot: Plot, width: number): uPlot.AlignedData {
    const tables = plot.series.map((series) => ({ times: series.times, columns: columnsOf(series) }));
    const many = tables.length > 1 && tables.reduce((sum, table) => sum + table.times.length, 0) > MOST_TIMES;
    const { times, columns } = joinColumns(tables, many ? (this.span.toS - this.span.fromS) / (2 * width) : 0);
    return [times, ...columns] as uPlot.AlignedData;
  }

  #colours(): ChartColours {
    const style = getComputedStyle(this);
    const token = (name: string): string => style.getPropertyValue(name).trim();
    return {
      text: token('--text-2'),
      grid: token('--line'),
      background: token('--surface'),
      series: Array.from({ length: COLOURS }, (_, i) => token(`--s${i + 1}`)),
      font: token('--font'),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-chart': PhChart;
  }
}
