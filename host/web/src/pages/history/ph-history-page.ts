import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TimeSpan } from '../../charts/ph-chart.js';
import { renderError, renderLoaded } from '../../components/loaded.js';
import { formatMoment, zoneName } from '../../format/time.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import '../../charts/ph-chart.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import { queryHistory, type HistoryAnswer } from './history-query.js';
import type { MetricChoice } from './ph-metric-picker.js';
import './ph-metric-picker.js';
import type { RangeChoice } from './ph-range-picker.js';
import './ph-range-picker.js';
import { completeSelection, moveWindow, parseSelection, selectionAddress, windowEndingAt, type Selection, type TimeWindow } from './selection.js';

/** What the axes and the card take from the page's width. */
const MARGIN_PX = 100;
const LEVELS: Readonly<Record<string, string>> = { raw: 'single readings', '1m': 'minutes', '1h': 'hours', '1d': 'days' };

/** Readings over time. Everything chosen is in the address. */
@customElement('ph-history-page')
export class PhHistoryPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .controls { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.1rem; padding: 1.25rem; margin-bottom: 1rem; }
      .plots { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.6rem; padding: 0.9rem 1.1rem 1.1rem; min-width: 0; }
      .plots.several { --plot-height: 12.5rem; }
      ph-chart + ph-chart { border-top: 1px solid var(--line); padding-top: 0.9rem; margin-top: 0.5rem; }
      .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; }
      .bar .span { margin-right: auto; font-size: 0.875rem; }
      .busy { position: absolute; inset: 0 0 auto; height: 3px; border-radius: 3px; overflow: hidden; }
      .busy::after { content: ''; display: block; width: 30%; height: 100%; background: var(--accent); animation: slide 1s ease-in-out infinite alternate; }
      @keyframes slide { to { transform: translateX(240%); } }
      .go { padding-top: 0.75rem; }
      .fine { font-size: 0.8125rem; color: var(--text-2); }
      @media (max-width: 640px) {
        .controls { padding: 1rem; }
        .plots { --plot-height: 16rem; padding: 0.75rem 0.6rem 1rem; }
        .bar { justify-content: space-between; }
        .bar .span { flex-basis: 100%; }
      }
    `,
  ];

  /** The query string of the address. */
  @property() search = '';
  readonly #history = new Loader<HistoryAnswer>(this, (signal) => queryHistory(this.search, this.#points(), signal));

  constructor() {
    super();
    new LiveController(this, { topics: () => [], onEvent: () => undefined, onResync: () => void this.#history.reload() });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('search');
    if (before !== undefined && this.#history.data !== undefined) {
      void this.#history.reload();
    }
  }

  #points(): number {
    const width = this.clientWidth > 0 ? this.clientWidth : window.innerWidth;
    return Math.min(2000, Math.max(200, width - MARGIN_PX));
  }

  protected override render() {
    return html`
      <div class="page-head"><h1>History</h1></div>
      ${renderLoaded(this.#history, (answer) => this.#content(answer), 2)}
    `;
  }

  #content(answer: HistoryAnswer) {
    if (answer.devices.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading="No devices yet">
        The history begins with the first reading. The <a href="/">dashboard</a> tells how to send one.
      </ph-notice></div>`;
    }
    const selection = completeSelection(parseSelection(this.search), answer.devices);
    return html`
      <div class="card controls">
        <ph-metric-picker
          .devices=${answer.devices} .device=${selection.device} .metrics=${selection.metrics}
          @choice=${(e: CustomEvent<MetricChoice>) => this.#go({ ...selection, ...e.detail })}
        ></ph-metric-picker>
        <ph-range-picker
          .range=${selection.range} .window=${answer.window} @range=${(e: CustomEvent<RangeChoice>) => this.#go({ ...selection, ...e.detail })}
        ></ph-range-picker>
      </div>
      ${this.#plots(answer, selection)}
    `;
  }

  #plots(answer: HistoryAnswer, selection: Selection) {
    const { plots, span } = answer;
    return html`
      <div class="card plots ${plots.length > 1 ? 'several' : ''}" aria-busy=${this.#history.loading ? 'true' : 'false'}>
        ${this.#history.loading ? html`<div class="busy" role="status"><span class="sr-only">Loading…</span></div>` : nothing}
        ${this.#toolbar(answer.window, selection)}
        ${answer.error === undefined ? nothing : renderError(answer.error, () => void this.#history.reload())}
        ${answer.error === undefined && plots.length === 0 ? this.#empty(answer, selection) : nothing}
        ${plots.map((plot) => html`<ph-chart
          .plot=${plot} .span=${span} .order=${answer.selection.metrics}
          @zoom=${(e: CustomEvent<TimeSpan>) => this.#zoom(selection, { from: new Date(e.detail.fromS * 1000), to: new Date(e.detail.toS * 1000) })}
        ></ph-chart>`)}
        ${plots.length === 0 ? nothing : this.#finePrint(answer)}
      </div>
    `;
  }

  #toolbar(window: TimeWindow, selection: Selection) {
    const tool = (label: string, icon: 'left' | 'right' | 'plus' | 'minus', to: TimeWindow) => html`
      <button class="icon ghost" aria-label=${label} title=${label} @click=${() => this.#zoom(selection, to)}><ph-icon .name=${icon}></ph-icon></button>`;
    return html`
      <div class="bar">
        <span class="span num">${formatMoment(window.from, false)} – ${formatMoment(window.to, false)}</span>
        ${tool('Earlier', 'left', moveWindow(window, -0.5))} ${tool('Later', 'right', moveWindow(window, 0.5))}
        ${tool('Zoom out', 'minus', moveWindow(window, 0, 2))} ${tool('Zoom in', 'plus', moveWindow(window, 0, 0.5))}
        ${selection.zoom !== undefined && selection.range !== 'custom'
          ? html`<button @click=${() => this.#go({ ...selection, zoom: undefined })}>Reset zoom</button>`
          : html`<button class="icon ghost" aria-label="Read again" title="Read again" @click=${() => void this.#history.reload()}><ph-icon .name=${'refresh' as const}></ph-icon></button>`}
      </div>
    `;
  }

  #empty({ newest, series, window, selection: shown }: HistoryAnswer, selection: Selection) {
    const texts = series.some((each) => each.texts > 0);
    if (texts) {
      return html`<ph-notice kind="empty" heading="These readings are texts">They cannot be drawn over time.</ph-notice>`;
    }
    if (shown.metrics.length === 0) {
      return html`<ph-notice kind="empty" heading="Nothing chosen">Choose a device that has sent readings, and one of its metrics.</ph-notice>`;
    }
    return html`<ph-notice kind="empty" heading="No readings in this range">
      ${newest === undefined
        ? 'Nothing has been recorded for this choice at all.'
        : html`The newest reading is of ${formatMoment(newest)}. <p class="go"><button class="primary" @click=${() => this.#zoom(selection, windowEndingAt(selection.range, newest, window))}>Go there</button></p>`}
    </ph-notice>`;
  }

  #finePrint({ levels, cut, series }: HistoryAnswer) {
    const parts = [
      `Drawn from ${levels.map((level) => LEVELS[level] ?? level).join(' and ')}${levels.some((level) => level !== 'raw') ? ' (line: mean, band: lowest to highest)' : ''}.`,
      ...(cut ? ['There are more readings than fit: zoom in to see all.'] : []),
      ...(series.some((each) => each.texts > 0) ? ['Texts are left out.'] : []),
      ...series.filter((each) => each.values.length === 0).map((each) => `${each.label} has no readings here.`),
      `Times in ${zoneName()}.`,
    ];
    return html`<p class="fine">${parts.join(' ')}</p>`;
  }

  #zoom(selection: Selection, zoom: TimeWindow): void {
    this.#go({ ...selection, zoom });
  }

  #go(selection: Selection): void {
    navigate(selectionAddress(selection));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-history-page': PhHistoryPage;
  }
}
