import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getDevices } from '../../api/devices.js';
import { seriesId, type SeriesName } from '../../api/readings.js';
import { onePlot, type Plot } from '../../charts/axes.js';
import type { TimeSpan } from '../../charts/zoom.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { onSecond } from '../../live/ticker.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-notice.js';
import { knownSeries, queryHistory, type HistoryAnswer, type KnownSeries } from './history-query.js';
import { followRange, withSample } from './live-tail.js';
import './ph-history-plot.js';
import type { RangeChoice } from './ph-range-picker.js';
import './ph-range-picker.js';
import './ph-series-picker.js';
import type { SeriesAct } from './ph-series-table.js';
import { completeSelection, parseSelection, selectionAddress, windowOf, type Selection, type TimeWindow } from './selection.js';
import { queryStatistics, type StatisticsAnswer } from './statistics.js';

/** What the axes and the card take from the page's width. */
const MARGIN_PX = 100;
/** Zooms that follow each other so quickly are one for "back". */
const ONE_ZOOM_MS = 1200;
const LIVE_STATISTICS_MS = 15_000;
const LIVE_RELOAD_MS = 60_000;

/** Readings over time. Everything chosen is in the address. */
@customElement('ph-history-page')
export class PhHistoryPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .controls { display: grid; grid-template-columns: minmax(15rem, 22rem) minmax(0, 1fr); gap: 0.9rem 1.25rem; align-items: start; padding: 1rem 1.25rem; margin-bottom: 1rem; }
      @media (max-width: 980px) { .controls { grid-template-columns: minmax(0, 1fr); } }
      @media (max-width: 640px) { .controls { padding: 0.9rem 1rem; } }
    `,
  ];

  /** The query string of the address. */
  @property() search = '';
  @property() userRole = '';
  @state() private focused = '';
  readonly #history: Loader<HistoryAnswer> = new Loader<HistoryAnswer>(this, (signal) => this.#query(signal));
  readonly #statistics: Loader<StatisticsAnswer> = new Loader<StatisticsAnswer>(this, (signal) => this.#queryStatistics(signal));
  #plot: { of: HistoryAnswer; hidden: string; plot: Plot } | undefined;
  #span: TimeSpan = { fromS: 0, toS: 1 };
  #zoomedAt = Number.NEGATIVE_INFINITY;
  #loadedAt = 0;
  #statisticsAt = 0;
  #stopTicking: (() => void) | undefined;

  constructor() {
    super();
    new LiveController(this, {
      topics: () => (this.#selection.live ? [...new Set(this.#selection.series.map(({ device }) => `samples/${device}`))] : []),
      onEvent: ({ topic, data }) => this.#onSample(topic, data),
      onResync: () => void this.#history.reload(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopTicking = onSecond(() => this.#follow());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTicking?.();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('search') !== undefined) {
      void this.#history.reload();
    }
  }

  get #selection(): Selection {
    return completeSelection(parseSelection(this.search), this.#history.data?.devices ?? []);
  }

  #points(): number {
    const width = this.clientWidth > 0 ? this.clientWidth : window.innerWidth;
    return Math.min(2000, Math.max(200, width - MARGIN_PX));
  }

  async #query(signal: AbortSignal): Promise<HistoryAnswer> {
    // Devices are asked for again only when the address names one that is not known, e.g. a new one.
    const devices = this.#history.data?.devices;
    const unknown = devices === undefined || this.#selection.series.some(({ device }) => !devices.some((each) => each.id === device));
    const answer = await queryHistory(this.search, this.#points(), unknown ? await getDevices(signal) : devices, signal);
    this.#loadedAt = Date.now();
    if (!answer.selection.live || Date.now() - this.#statisticsAt > LIVE_STATISTICS_MS) {
      setTimeout(() => void this.#statistics.reload());
    }
    return answer;
  }

  async #queryStatistics(signal: AbortSignal): Promise<StatisticsAnswer> {
    const answer = this.#history.data;
    if (answer === undefined || answer.error !== undefined) {
      return { window: undefined, found: new Map() };
    }
    this.#statisticsAt = Date.now();
    const shown = knownSeries(answer.selection.series, answer.devices).filter(({ id }) => !answer.selection.hidden.includes(id));
    return await queryStatistics(shown, answer.window, signal);
  }

  /** A range that follows the time moves on once a second. */
  #follow(): void {
    const answer = this.#history.data;
    if (answer === undefined || !this.#selection.live || this.#history.loading || document.hidden) {
      return;
    }
    const pixelMs = ((answer.span.toS - answer.span.fromS) * 1000) / this.#points();
    const isRaw = answer.levels.every((level) => level === 'raw');
    if (Date.now() - this.#loadedAt > (isRaw ? LIVE_RELOAD_MS : Math.max(5000, pixelMs))) {
      void this.#history.reload();
    } else {
      this.#history.set(followRange(answer, new Date()));
    }
  }

  #onSample(topic: string, data: unknown): void {
    const answer = this.#history.data;
    if (answer !== undefined) {
      this.#history.data = withSample(answer, topic.slice('samples/'.length), data);
    }
  }

  protected override render() {
    return html`
      <div class="page-head"><h1>${t('common.history')}</h1></div>
      ${renderLoaded(this.#history, (answer) => this.#content(answer), 2)}
    `;
  }

  #content(answer: HistoryAnswer) {
    if (answer.devices.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('common.noDevicesYet')}>
        ${tRich('history.theHistoryBegins', { link: html`<a href="/">${t('common.dashboard')}</a>` })}
      </ph-notice></div>`;
    }
    const selection = this.#selection;
    const known = knownSeries(selection.series, answer.devices);
    const window = selection.zoom ?? answer.window;
    return html`
      <div class="card controls">
        <ph-series-picker .devices=${answer.devices} .chosen=${selection.series} @toggle=${(e: CustomEvent<SeriesName>) => this.#toggle(selection, e.detail)}></ph-series-picker>
        <ph-range-picker .range=${selection.range} .window=${window}
          @range=${(e: CustomEvent<RangeChoice>) => this.#go({ ...selection, ...e.detail, live: selection.live && e.detail.zoom === undefined })}></ph-range-picker>
      </div>
      ${this.#renderPlot(answer, selection, known, window)}
    `;
  }

  #renderPlot(answer: HistoryAnswer, selection: Selection, known: readonly KnownSeries[], window: TimeWindow) {
    const statistics = this.#statistics.data;
    const isOld = this.#history.loading || this.#statistics.loading;
    return html`<ph-history-plot
      .answer=${answer} .selection=${selection} .known=${known} .window=${window} .plot=${this.#plotOf(answer, selection)} .span=${this.#spanOf(answer, selection)}
      .statistics=${statistics?.found ?? new Map()} .busy=${this.#history.loading && !selection.live} .statisticsBusy=${isOld && !selection.live} .focused=${this.focused} .userRole=${this.userRole}
      @go=${(e: CustomEvent<Selection>) => this.#go(e.detail)}
      @zoom=${(e: CustomEvent<TimeWindow>) => this.#zoom(selection, e.detail)}
      @read-again=${() => void this.#history.reload()}
      @act=${(e: CustomEvent<{ act: SeriesAct; id: string }>) => this.#act(selection, e.detail.act, e.detail.id)}
    ></ph-history-plot>`;
  }

  /** The same object as long as nothing changed, so that the plot is drawn only when it did. */
  #plotOf(answer: HistoryAnswer, selection: Selection): Plot {
    const hidden = JSON.stringify([selection.hidden, selection.series]);
    if (this.#plot?.of !== answer || this.#plot.hidden !== hidden) {
      const ids = new Set(selection.series.map(seriesId));
      const series = answer.series.filter(({ id, values }) => values.length > 0 && ids.has(id) && !selection.hidden.includes(id));
      this.#plot = { of: answer, hidden, plot: onePlot(series) };
    }
    return this.#plot.plot;
  }

  /** What was zoomed to is shown at once, from what is there. */
  #spanOf(answer: HistoryAnswer, selection: Selection): TimeSpan {
    const window = selection.zoom ?? (this.#history.loading && !selection.live ? windowOf(selection, answer.window.to) : answer.window);
    const span = { fromS: window.from.getTime() / 1000, toS: window.to.getTime() / 1000 };
    if (span.fromS !== this.#span.fromS || span.toS !== this.#span.toS) {
      this.#span = span;
    }
    return this.#span;
  }

  #toggle(selection: Selection, name: SeriesName): void {
    const id = seriesId(name);
    const rest = selection.series.filter((each) => seriesId(each) !== id);
    const series = rest.length < selection.series.length ? rest : [...rest, name];
    this.#go({ ...selection, series, hidden: selection.hidden.filter((each) => each !== id) });
  }

  #act(selection: Selection, act: SeriesAct, id: string): void {
    if (act === 'focus') {
      this.focused = this.focused === id ? '' : id;
    } else if (act === 'remove') {
      this.#go({ ...selection, series: selection.series.filter((each) => seriesId(each) !== id), hidden: selection.hidden.filter((each) => each !== id) });
    } else {
      const hidden = selection.hidden.includes(id) ? selection.hidden.filter((each) => each !== id) : [...selection.hidden, id];
      this.#go({ ...selection, hidden }, true);
    }
  }

  #zoom(selection: Selection, zoom: TimeWindow): void {
    const now = performance.now();
    this.#go({ ...selection, zoom, live: false }, selection.zoom !== undefined && now - this.#zoomedAt < ONE_ZOOM_MS);
    this.#zoomedAt = now;
  }

  #go(selection: Selection, replace = false): void {
    navigate(selectionAddress(selection), { replace });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-history-page': PhHistoryPage;
  }
}
