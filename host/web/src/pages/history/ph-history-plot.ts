import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import type { ApiError } from '../../api/http.js';
import { exportAddress, type Statistics } from '../../api/readings.js';
import type { Plot } from '../../charts/axes.js';
import { bucketWords } from '../../charts/series.js';
import type { TimeSpan } from '../../charts/zoom.js';
import { renderError } from '../../components/loaded.js';
import { formatMoment, zoneName } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import '../../charts/ph-chart.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import { historyPlotStyles } from './history-plot-styles.js';
import { isCounter, type HistoryAnswer, type KnownSeries } from './history-query.js';
import './ph-import-dialog.js';
import './ph-series-table.js';
import { moveWindow, windowEndingAt, type CounterMode, type Selection, type TimeWindow } from './selection.js';

/** The plot with its tools, and the series below it. Fires `zoom` (TimeWindow), `go` (Selection), `act` and `read-again`. */
@customElement('ph-history-plot')
export class PhHistoryPlot extends LitElement {
  static override readonly styles = [shared, historyPlotStyles];

  @property({ attribute: false }) answer!: HistoryAnswer;
  @property({ attribute: false }) selection!: Selection;
  @property({ attribute: false }) known: readonly KnownSeries[] = [];
  @property({ attribute: false }) window!: TimeWindow;
  @property({ attribute: false }) plot!: Plot;
  @property({ attribute: false }) span!: TimeSpan;
  @property({ attribute: false }) statistics: ReadonlyMap<string, Statistics | ApiError> = new Map();
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) statisticsBusy = false;
  @property() focused = '';
  @property() userRole = '';
  @state() private cursorS: number | null = null;
  @state() private importing = false;

  protected override render() {
    const { answer, plot } = this;
    const isEmpty = plot.series.length === 0;
    return html`
      <div class="card plots" aria-busy=${this.busy ? 'true' : 'false'}>
        ${this.busy ? html`<div class="busy" role="status"><span class="sr-only">Loading…</span></div>` : nothing}
        ${this.#toolbar()}
        ${answer.error === undefined ? nothing : renderError(answer.error, () => this.#tell('read-again'))}
        ${answer.error === undefined && isEmpty ? this.#empty() : nothing}
        ${isEmpty ? nothing : html`<ph-chart no-legend
          .plot=${plot} .span=${this.span} .order=${this.known.map(({ id }) => id)} .focused=${this.focused}
          @zoom=${(e: CustomEvent<TimeSpan>) => this.#zoom({ from: new Date(e.detail.fromS * 1000), to: new Date(e.detail.toS * 1000) })}
          @reset=${() => this.#reset()} @cursor=${(e: CustomEvent<number | null>) => { this.cursorS = e.detail; }}></ph-chart>`}
        ${this.known.length === 0 || answer.error !== undefined ? nothing : html`<ph-series-table
          .known=${this.known} .drawn=${plot.series} .concealed=${this.selection.hidden} .faults=${answer.faults} .statistics=${this.statistics} .busy=${this.statisticsBusy}
          .cursorS=${this.cursorS} .span=${this.span} .focused=${this.focused} @act=${(e: CustomEvent<unknown>) => this.#tell('act', e.detail)}></ph-series-table>`}
        ${isEmpty ? nothing : this.#finePrint()}
        ${this.#files()}
      </div>
      ${this.importing ? html`<ph-import-dialog @closed=${() => { this.importing = false; }} @imported=${() => this.#tell('read-again')}></ph-import-dialog>` : nothing}
    `;
  }

  #toolbar() {
    const { window, selection } = this;
    const tool = (label: string, icon: 'left' | 'right' | 'plus' | 'minus', to: TimeWindow) => html`
      <button class="icon ghost" aria-label=${label} title=${label} @click=${() => this.#zoom(to)}><ph-icon .name=${icon}></ph-icon></button>`;
    const isZoomed = selection.zoom !== undefined && selection.range !== 'custom';
    return html`
      <div class="bar">
        <span class="span num" aria-live=${selection.live ? 'off' : 'polite'}>${formatMoment(window.from, this.#isShort())} – ${formatMoment(window.to, this.#isShort())}</span>
        ${this.known.some(({ metric }) => isCounter(metric)) ? this.#counters() : nothing}
        <span class="tools">
          ${isZoomed ? html`<button class="reset" @click=${() => this.#reset()}>Reset zoom</button>` : nothing}
          ${tool('Earlier', 'left', moveWindow(window, -0.5))} ${tool('Later', 'right', moveWindow(window, 0.5))}
          ${tool('Zoom out', 'minus', moveWindow(window, 0, 2))} ${tool('Zoom in', 'plus', moveWindow(window, 0, 0.5))}
          ${selection.zoom === undefined ? html`<button class="live" aria-pressed=${selection.live ? 'true' : 'false'} title="Follow the time" @click=${() => this.#go({ ...selection, live: !selection.live })}><i></i>Live</button>` : nothing}
          <button class="icon ghost" aria-label="Read again" title="Read again" @click=${() => this.#tell('read-again')}><ph-icon .name=${'refresh' as const}></ph-icon></button>
        </span>
      </div>
    `;
  }

  /** Seconds matter. */
  #isShort(): boolean {
    return this.window.to.getTime() - this.window.from.getTime() < 600_000;
  }

  #counters() {
    const choice = (mode: CounterMode, label: string) => html`
      <button aria-pressed=${this.selection.counters === mode ? 'true' : 'false'} @click=${() => this.#go({ ...this.selection, counters: mode })}>${label}</button>`;
    return html`<span class="choice" role="group" aria-label="Counters show"><span class="hint" aria-hidden="true">Counters</span>${choice('increase', 'Increase')}${choice('value', 'Value')}</span>`;
  }

  #empty() {
    const { answer, known, selection } = this;
    if (known.length === 0) {
      return html`<ph-notice kind="empty" heading="Nothing chosen">Search for a device or a metric above to add it. Up to twelve can be compared.</ph-notice>`;
    }
    if (known.every(({ id }) => selection.hidden.includes(id))) {
      return html`<ph-notice kind="empty" heading="All series are hidden">Show one in the list below.</ph-notice>`;
    }
    if (answer.series.some((each) => each.texts > 0)) {
      return html`<ph-notice kind="empty" heading="These readings are texts">They cannot be drawn over time; an export has them.</ph-notice>`;
    }
    if (answer.faults.size > 0 || this.busy) {
      return nothing;
    }
    const { newest } = answer;
    return html`<ph-notice kind="empty" heading="No readings in this range">
      ${newest === undefined
        ? 'Nothing has been recorded for this choice at all.'
        : html`The newest reading is of ${formatMoment(newest)}. <p class="go"><button class="primary" @click=${() => this.#zoom(windowEndingAt(selection.range, newest, this.window))}>Go there</button></p>`}
    </ph-notice>`;
  }

  #finePrint() {
    const { levels, cut, series } = this.answer;
    const words = levels.map((level) => (level === 'raw' ? 'single readings' : `buckets of ${bucketWords(Number(level)).replace(/^(day|hour|minute)$/, 'one $1')}`));
    const parts = [
      `Drawn from ${words.join(' and ')}${series.some((each) => each.band !== null) ? ' (line: mean, band: lowest to highest)' : ''}.`,
      ...(cut ? ['There are more readings than fit: zoom in to see all.'] : []),
      ...(series.some((each) => each.texts > 0) ? ['Texts are left out.'] : []),
      ...series.filter((each) => each.values.length === 0).map((each) => `${each.label} has no readings here.`),
      ...(this.plot.axes.length > 2 ? ['Choose a series to see its axis where there is no room for all.'] : []),
      `Times in ${zoneName()}.`,
    ];
    return html`<p class="fine">${parts.join(' ')} <span class="mouse">Drag to zoom, Shift and wheel to move, double-click to reset.</span></p>`;
  }

  #files() {
    const names = this.known.filter(({ id }) => !this.selection.hidden.includes(id)).map(({ name }) => name);
    const link = (format: 'csv' | 'jsonl', label: string) => html`
      <a class="button" href=${exportAddress(names, this.window, format)} download><ph-icon .name=${'download' as const}></ph-icon>${label}</a>`;
    const mayImport = hasRole(this.userRole, 'admin');
    return names.length === 0 && !mayImport ? nothing : html`
      <div class="files">
        ${names.length === 0 ? nothing : html`<span class="hint">This range as a file</span>${link('csv', 'CSV')}${link('jsonl', 'JSON lines')}`}
        ${mayImport ? html`<button class="import" @click=${() => { this.importing = true; }}><ph-icon .name=${'upload' as const}></ph-icon>Import…</button>` : nothing}
      </div>`;
  }

  #zoom(to: TimeWindow): void {
    this.#tell('zoom', to);
  }

  #reset(): void {
    if (this.selection.zoom !== undefined && this.selection.range !== 'custom') {
      this.#go({ ...this.selection, zoom: undefined });
    }
  }

  #go(selection: Selection): void {
    this.#tell('go', selection);
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-history-plot': PhHistoryPlot;
  }
}
