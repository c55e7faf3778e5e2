import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageChart } from '../../api/plugin-pages.js';
import { readRoute, type Row } from '../../api/plugin-routes.js';
import type { TimeSpan } from '../../charts/ph-chart.js';
import type { Plot } from '../../charts/axes.js';
import { renderLoaded } from '../../components/loaded.js';
import { zoneName } from '../../format/time.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../charts/ph-chart.js';
import '../../components/ph-notice.js';
import type { RangeChoice } from '../history/ph-range-picker.js';
import '../history/ph-range-picker.js';
import { parseRange, windowOf, type RangeSelection, type TimeWindow } from '../history/selection.js';
import { plotsOf, readingSeries, timeSeries } from './chart-data.js';
import { unknownNotice } from './elements.js';
import './ph-category-chart.js';
import { fillRoute, fillText } from './placeholders.js';
import type { Place } from './place.js';
import { SourceReader } from './source-reader.js';

const KINDS = ['line', 'bar', 'stacked_bar', 'scatter'];

interface ChartAnswer {
  plots: Plot[];
  points: Row[];
  span: TimeSpan;
  window: TimeWindow;
}

/** A chart that a plugin described: of readings, or of data of its own. */
@customElement('ph-page-chart')
export class PhPageChart extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      h2 { margin-bottom: 0.6rem; }
      .card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; padding: 1rem 1.1rem; }
      .fine { font-size: 0.8125rem; color: var(--text-2); }
      [aria-busy='true'] { opacity: 0.65; }
      @media (max-width: 640px) { .card { padding: 0.8rem 0.7rem; --plot-height: 15rem; } }
    `,
  ];

  @property({ attribute: false }) spec!: PageChart;
  @property({ attribute: false }) place!: Place;
  readonly #source: SourceReader<ChartAnswer> = new SourceReader<ChartAnswer>(this, {
    read: (signal) => this.#read(signal),
    key: () => `${this.#key()} ${JSON.stringify(this.place.parameters)} ${this.place.revision}`,
    live: () => (this.spec.live === true ? this.place.plugin : ''),
  });

  get #ranged(): boolean {
    return this.spec.device !== undefined || this.spec.range !== undefined;
  }

  #key(): string {
    const { range, zoom } = this.#selection;
    return `${range} ${zoom?.from.getTime() ?? ''} ${zoom?.to.getTime() ?? ''}`;
  }

  get #selection(): RangeSelection {
    const mine = this.place.keyOf(this.spec);
    const query = new URLSearchParams(this.place.search);
    const own = new URLSearchParams({ range: query.get(`${mine}.range`) ?? this.spec.range ?? '24h' });
    for (const name of ['from', 'to']) {
      const value = query.get(`${mine}.${name}`);
      if (value !== null) {
        own.set(name, value);
      }
    }
    return parseRange(own);
  }

  async #read(signal: AbortSignal): Promise<ChartAnswer> {
    const { spec, place } = this;
    const window = windowOf(this.#selection, new Date());
    const span = { fromS: window.from.getTime() / 1000, toS: window.to.getTime() / 1000 };
    if (spec.device !== undefined) {
      const points = Math.min(2000, Math.max(200, this.clientWidth));
      const series = await readingSeries(spec, fillText(spec.device, place.parameters), window, points, signal);
      return { plots: plotsOf(series), points: [], span, window };
    }
    const route = fillRoute(spec.source ?? '', place.parameters) ?? '';
    const between = this.#ranged ? `${route.includes('?') ? '&' : '?'}from=${encodeURIComponent(window.from.toISOString())}&to=${encodeURIComponent(window.to.toISOString())}` : '';
    const points = (await readRoute<Row[]>(place.plugin, `${route}${between}`, signal)) ?? [];
    if (spec.is_over_time !== true) {
      return { plots: [], points, span, window };
    }
    const series = timeSeries(spec, points);
    const times = series.flatMap((each) => each.times);
    const whole = times.length === 0 ? span : { fromS: Math.min(...times), toS: Math.max(...times) + (times.length === 1 ? 1 : 0) };
    return { plots: plotsOf(series), points, span: this.#ranged ? span : whole, window };
  }

  protected override render() {
    const { spec } = this;
    const { data, loading } = this.#source.loader;
    const selection = this.#selection;
    return html`
      ${spec.title === undefined ? nothing : html`<h2>${spec.title}</h2>`}
      ${KINDS.includes(spec.kind ?? 'line') ? html`
        <div class="card">
          ${this.#ranged ? html`<ph-range-picker .range=${selection.range} .window=${data?.window} @range=${(e: CustomEvent<RangeChoice>) => this.#go(e.detail)}></ph-range-picker>` : nothing}
          <div aria-busy=${loading && data !== undefined ? 'true' : 'false'}>${renderLoaded(this.#source.loader, (answer) => this.#content(answer), 2)}</div>
          ${selection.zoom !== undefined && selection.range !== 'custom' ? html`<button @click=${() => this.#go({ range: selection.range, zoom: undefined })}>${t('common.resetZoom')}</button>` : nothing}
        </div>` : unknownNotice(t('page.kindOfChart'), spec.kind ?? '')}
    `;
  }

  #content({ plots, points, span }: ChartAnswer) {
    const { spec } = this;
    if (plots.length === 0 && (points.length === 0 || spec.is_over_time === true)) {
      return html`<ph-notice kind="empty" heading=${t('page.nothingToDraw')}>${spec.empty_text}</ph-notice>`;
    }
    if (plots.length === 0) {
      return html`<ph-category-chart .spec=${spec} .points=${points}></ph-category-chart>`;
    }
    return html`${plots.map((plot) => html`<ph-chart .plot=${plot} .span=${span} .order=${spec.series.map((series) => series.field)}
      @zoom=${(e: CustomEvent<TimeSpan>) => this.#zoom(e.detail)} @reset=${() => this.#reset()}></ph-chart>`)}<p class="fine">${t('common.timesInZone', { zone: zoneName() })}</p>`;
  }

  #zoom({ fromS, toS }: TimeSpan): void {
    if (this.#ranged) {
      this.#go({ range: this.#selection.range, zoom: { from: new Date(fromS * 1000), to: new Date(toS * 1000) } });
    }
  }

  #reset(): void {
    if (this.#ranged && this.#selection.zoom !== undefined && this.#selection.range !== 'custom') {
      this.#go({ range: this.#selection.range, zoom: undefined });
    }
  }

  #go({ range, zoom }: RangeChoice): void {
    const mine = this.place.keyOf(this.spec);
    const query = new URLSearchParams(this.place.search);
    query.set(`${mine}.range`, range);
    for (const [name, value] of [['from', zoom?.from], ['to', zoom?.to]] as const) {
      if (value === undefined) {
        query.delete(`${mine}.${name}`);
      } else {
        query.set(`${mine}.${name}`, value.toISOString());
      }
    }
    navigate(`${location.pathname}?${query.toString()}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-chart': PhPageChart;
  }
}
