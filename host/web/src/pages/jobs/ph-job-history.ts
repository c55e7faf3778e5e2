import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getRuns, type Job, type JobRun, type JobRunPage } from '../../api/jobs.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatMoment } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import { durationOf, outcomeOf, percentOf } from './runs.js';

/** The past runs of a job, a page at a time. */
@customElement('ph-job-history')
export class PhJobHistory extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.15rem 1rem; padding: 0.7rem 0; }
      li + li { border-top: 1px solid var(--line); }
      .error { grid-column: 1 / -1; color: var(--text); overflow-wrap: anywhere; }
      .bad .error { color: var(--bad); }
      .right { text-align: right; }
    `,
  ];

  @property({ attribute: false }) job: Job | undefined;
  #before: number[] = [];
  #seen = '';
  readonly #page = new Loader<JobRunPage>(this, (signal) => this.job === undefined
    ? Promise.resolve({ runs: [], next: null })
    : getRuns(this.job, this.#before.at(-1), signal));

  protected override willUpdate(): void {
    // A run that began or ended is news for the first page.
    const seen = `${this.job?.running?.id ?? ''} ${this.job?.last?.id ?? ''}`;
    if (this.#seen !== seen && this.#before.length === 0) {
      if (this.#seen !== '') {
        void this.#page.reload();
      }
      this.#seen = seen;
    }
  }

  protected override render() {
    return renderLoaded(this.#page, ({ runs, next }) => runs.length === 0
      ? html`<ph-notice kind="empty" heading=${t('jobs.noRunsYet')}>${t('jobs.theLast200RunsAre')}</ph-notice>`
      : html`
        <ul>${runs.map((run) => this.#run(run.id === this.job?.running?.id ? this.job.running : run))}</ul>
        <ph-pager ?back=${this.#before.length > 0} ?forth=${next !== null} @back=${this.#back} @forth=${() => this.#forth(next)}></ph-pager>
      `, 2);
  }

  #run(run: JobRun) {
    const { text, kind } = outcomeOf(run);
    const percent = percentOf(run);
    const far = run.outcome === 'succeeded' || percent === undefined ? '' : t('jobs.atPercent', { percent });
    return html`
      <li class=${kind}>
        <span>${formatMoment(run.started ?? run.scheduled)}</span>
        <span class="right"><span class="badge ${kind}">${text}${far}</span></span>
        <span class="small muted">${run.started_by === null ? t('jobs.bySchedule') : t('jobs.startedBy', { user: run.started_by })}${this.#late(run)}</span>
        <span class="small muted right num">${durationOf(run, Date.now())}</span>
        ${run.error === null ? nothing : html`<span class="error small">${run.error}</span>`}
        ${run.text === null ? nothing : html`<span class="error small muted">${run.text}</span>`}
      </li>
    `;
  }

  #late(run: JobRun): string {
    const late = run.started === null ? 0 : Date.parse(run.started) - Date.parse(run.scheduled);
    return late > 60_000 ? t('jobs.due', { scheduled: formatMoment(run.scheduled) }) : '';
  }

  #back(): void {
    this.#before = this.#before.slice(0, -1);
    void this.#page.reload();
  }

  #forth(next: number | null): void {
    if (next !== null) {
      this.#before = [...this.#before, next];
      void this.#page.reload();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-job-history': PhJobHistory;
  }
}
