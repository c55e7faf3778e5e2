import { LitElement, css, html, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import uplotCss from 'uplot/dist/uPlot.min.css?inline';
import { shared } from '../styles/shared.js';
import { columnsOf, plotOptions, type ChartColours } from './options.js';
import { joinColumns, type Plot } from './series.js';
import './ph-chart-legend.js';

export interface TimeSpan {
  fromS: number;
  toS: number;
}

/** One plot with the values under the cursor below it. Fires `zoom` (detail: TimeSpan) when a stretch was dragged over. */
@customElement('ph-chart')
export class PhChart extends LitElement {
  static override readonly styles = [
    unsafeCSS(uplotCss),
    shared,
    css`
      :host { display: block; min-width: 0; }
      .units { display: flex; justify-content: space-between; padding: 0 0.2rem; font-size: 0.8125rem; font-weight: 600; color: var(--text-2); min-height: 1.2rem; }
      .plot { height: var(--plot-height, 20rem); min-width: 0; touch-action: pan-y; }
      .uplot { font-family: var(--font); }
      .u-select { background: color-mix(in srgb, var(--accent) 18%, transparent); }
      .u-cursor-x { border-right: 1px dashed var(--line-strong); }
      .u-cursor-y { display: none; }
    `,
  ];

  @property({ attribute: false }) plot: Plot | undefined;
  @property({ attribute: false }) span: TimeSpan = { fromS: 0, toS: 1 };
  /** The metrics in the order of their colours. */
  @property({ attribute: false }) order: readonly string[] = [];
  @state() private cursorS: number | null = null;
  @query('.plot') private readonly box!: HTMLElement;
  #uplot: uPlot | undefined;
  #resize: ResizeObserver | undefined;

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
    this.#uplot?.destroy();
    this.#uplot = undefined;
  }

  protected override firstUpdated(): void {
    this.#watch();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('plot') || changed.has('span') || changed.has('order')) {
      this.#draw();
    }
  }

  protected override render() {
    const { plot } = this;
    if (plot === undefined) {
      return html`<div class="plot"></div>`;
    }
    const names = plot.series.map((series) => series.label).join(', ');
    return html`
      <div class="units" aria-hidden="true">${plot.units.map((unit) => html`<span>${unit ?? ''}</span>`)}</div>
      <div class="plot" role="img" aria-label="Chart of ${names}"></div>
      <ph-chart-legend .series=${plot.series} .order=${this.order} .cursorS=${this.cursorS} .span=${this.span}></ph-chart-legend>
    `;
  }

  readonly #redraw = (): void => this.#draw();

  #watch(): void {
    this.#resize = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.box;
      if (this.#uplot !== undefined && width > 0 && (this.#uplot.width !== width || this.#uplot.height !== height)) {
        this.#uplot.setSize({ width, height });
      }
    });
    this.#resize.observe(this.box);
  }

  #draw(): void {
    this.#uplot?.destroy();
    this.#uplot = undefined;
    this.cursorS = null;
    const { plot } = this;
    if (plot === undefined || this.box.clientWidth === 0) {
      return;
    }
    const { times, columns } = joinColumns(plot.series.map((series) => ({ times: series.times, columns: columnsOf(series) })));
    const options = plotOptions(plot, {
      width: this.box.clientWidth,
      height: this.box.clientHeight,
      ...this.span,
      colours: this.#colours(),
      colourOf: (metric) => Math.max(0, this.order.indexOf(metric)),
      onCursor: (timeS) => { this.cursorS = timeS; },
      onSelect: (fromS, toS) => this.dispatchEvent(new CustomEvent<TimeSpan>('zoom', { detail: { fromS, toS } })),
    });
    this.#uplot = new uPlot(options, [times, ...columns] as uPlot.AlignedData, this.box);
  }

  #colours(): ChartColours {
    const style = getComputedStyle(this);
    const token = (name: string): string => style.getPropertyValue(name).trim();
    return {
      text: token('--text-2'),
      grid: token('--line'),
      background: token('--surface'),
      series: [1, 2, 3, 4, 5, 6].map((n) => token(`--s${n}`)),
      font: token('--font'),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-chart': PhChart;
  }
}
