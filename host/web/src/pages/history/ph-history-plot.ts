import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import type { ApiError } from '../../api/http.js';
import { exportAddress, type Statistics } from '../../api/readings.js';
import type { Plot } from '../../charts/axes.js';
import { bucketWords } from '../../charts/series.js';
import type { TimeSpan } from '../../charts/zoom.js';
import { renderError } from '../../components/loaded.js';
import { formatList } from '../../format/lists.js';
import { formatMoment, zoneName } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
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
        ${this.busy ? html`<div class="busy" role="status"><span class="sr-only">${t('common.loading')}</span></div>` : nothing}
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
          ${isZoomed ? html`<button class="reset" @click=${() => this.#reset()}>${t('common.resetZoom')}</button>` : nothing}
          ${tool(t('history.earlier'), 'left', moveWindow(window, -0.5))} ${tool(t('history.later'), 'right', moveWindow(window, 0.5))}
          ${tool(t('history.zoomOut'), 'minus', moveWindow(window, 0, 2))} ${tool(t('history.zoomIn'), 'plus', moveWindow(window, 0, 0.5))}
          ${selection.zoom === undefined ? html`<button class="live" aria-pressed=${selection.live ? 'true' : 'false'} title=${t('history.followTheTime')} @click=${() => this.#go({ ...selection, live: !selection.live })}>${tRich('history.live', { dot: html`<i></i>` })}</button>` : nothing}
          <button class="icon ghost" aria-label=${t('common.readAgain')} title=${t('common.readAgain')} @click=${() => this.#tell('read-again')}><ph-icon .name=${'refresh' as const}></ph-icon></button>
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
    return html`<span class="choice" role="group" aria-label=${t('history.countersShow')}><span class="hint" aria-hidden="true">${t('history.counters')}</span>${choice('increase', t('history.increase'))}${choice('value', t('history.value'))}</span>`;
  }

  #empty() {
    const { answer, known, selection } = this;
    if (known.length === 0) {
      return html`<ph-notice kind="empty" heading=${t('history.nothingChosen')}>${t('history.searchForADevice')}</ph-notice>`;
    }
    if (known.every(({ id }) => selection.hidden.includes(id))) {
      return html`<ph-notice kind="empty" heading=${t('history.allSeriesAreHidden')}>${t('history.showOneInTheList')}</ph-notice>`;
    }
    if (answer.series.some((each) => each.texts > 0)) {
      return html`<ph-notice kind="empty" heading=${t('history.theseReadingsAreTexts')}>${t('history.theyCannotBeDrawnOver')}</ph-notice>`;
    }
    if (answer.faults.size > 0 || this.busy) {
      return nothing;
    }
    const { newest } = answer;
    return html`<ph-notice kind="empty" heading=${t('history.noReadingsInThisRange')}>
      ${newest === undefined
        ? t('history.nothingHasBeenRecorded')
        : html`${t('history.theNewestReading', { newest: formatMoment(newest) })} <p class="go"><button class="primary" @click=${() => this.#zoom(windowEndingAt(selection.range, newest, this.window))}>${t('history.goThere')}</button></p>`}
    </ph-notice>`;
  }

  #finePrint() {
    const { levels, cut, series } = this.answer;
    const words = levels.map((level) => (level === 'raw' ? t('history.singleReadings') : t('history.bucketsOf', { length: lengthOf(Number(level)) })));
    const parts = [
      t(series.some((each) => each.band !== null) ? 'history.drawnFromWithBand' : 'history.drawnFrom', { sources: formatList(words) }),
      ...(cut ? [t('history.thereAreMoreReadingsThan')] : []),
      ...(series.some((each) => each.texts > 0) ? [t('history.textsAreLeftOut')] : []),
      ...series.filter((each) => each.values.length === 0).map((each) => t('history.hasNoReadingsHere', { label: each.label })),
      ...(this.plot.axes.length > 2 ? [t('history.chooseASeriesToSee')] : []),
      t('common.timesInZone', { zone: zoneName() }),
    ];
    return html`<p class="fine">${parts.join(' ')} <span class="mouse">${t('history.dragToZoomShift')}</span></p>`;
  }

  #files() {
    const names = this.known.filter(({ id }) => !this.selection.hidden.includes(id)).map(({ name }) => name);
    const link = (format: 'csv' | 'jsonl', label: string) => html`
      <a class="button" href=${exportAddress(names, this.window, format)} download><ph-icon .name=${'download' as const}></ph-icon>${label}</a>`;
    const mayImport = hasRole(this.userRole, 'admin');
    return names.length === 0 && !mayImport ? nothing : html`
      <div class="files">
        ${names.length === 0 ? nothing : html`<span class="hint">${t('history.thisRangeAsAFile')}</span>${link('csv', t('history.csv'))}${link('jsonl', t('history.jsonLines'))}`}
        ${mayImport ? html`<button class="import" @click=${() => { this.importing = true; }}><ph-icon .name=${'upload' as const}></ph-icon>${t('history.import')}</button>` : nothing}
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

function lengthOf(seconds: number): string {
  return seconds === 86_400 ? t('history.oneDay') : seconds === 3600 ? t('history.oneHour') : seconds === 60 ? t('history.oneMinute') : bucketWords(seconds);
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-history-plot': PhHistoryPlot;
  }
}
