import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../../api/http.js';
import { cancelJob, runJob, type Job, type JobRun } from '../../api/jobs.js';
import { formatMoment } from '../../format/time.js';
import { onSecond } from '../../live/ticker.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-ago.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import { roleName } from '../../format/role-names.js';
import { durationOf, outcomeOf, percentOf } from './runs.js';

/** One job: when it is due, how it went, what it does now. Fires `history` when somebody wants its past runs. */
@customElement('ph-job-card')
export class PhJobCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: grid; grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1.4fr) auto; gap: 0.4rem 1.5rem; align-items: start; padding: 0.9rem 1.25rem; }
      h3 { overflow-wrap: anywhere; }
      .label { display: block; font-size: 0.8125rem; font-weight: 400; color: var(--text-2); }
      .when { white-space: nowrap; }
      .error { overflow-wrap: anywhere; color: var(--bad); }
      .buttons { display: flex; flex-wrap: wrap; justify-content: end; gap: 0.5rem; min-width: 14.5rem; }
      .buttons button { min-height: 2.25rem; }
      .progress { grid-column: 1 / -1; display: grid; gap: 0.3rem; padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--surface-2); }
      .progress .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2rem 1rem; }
      progress { appearance: none; width: 100%; height: 0.45rem; border: 0; border-radius: 99px; overflow: hidden; background: var(--surface-3); }
      progress::-webkit-progress-bar { background: var(--surface-3); }
      progress::-webkit-progress-value { background: var(--accent); transition: width 200ms linear; }
      progress::-moz-progress-bar { background: var(--accent); }
      progress:indeterminate { background: linear-gradient(90deg, var(--surface-3) 25%, var(--accent) 50%, var(--surface-3) 75%) 0 0 / 200% 100%; animation: slide 1.6s linear infinite; }
      progress:indeterminate::-webkit-progress-bar { background: transparent; }
      @keyframes slide { from { background-position: 200% 0; } to { background-position: 0 0; } }
      .failure { grid-column: 1 / -1; }
      @media (max-width: 900px) { article { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .name, .buttons { grid-column: 1 / -1; } .buttons { justify-content: start; } }
      @media (max-width: 460px) { article { padding: 0.9rem 1rem; } .buttons button { flex: 1; } }
    `,
  ];

  @property({ attribute: false }) job: Job | undefined;
  /** Whether who is signed in may run and cancel jobs. */
  @property({ type: Boolean }) mayRun = false;
  @state() private busy = false;
  @state() private asking = false;
  @state() private failure = '';
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onSecond(() => {
      if (this.job?.running !== null) {
        this.requestUpdate();
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const { job } = this;
    if (job === undefined) {
      return nothing;
    }
    return html`
      <article aria-label=${t('jobs.job', { name: job.name })}>
        <div class="name">
          <h3>${job.name}</h3>
          <span class="small muted" title=${job.schedule.cron ?? nothing}>${job.schedule.words}${job.schedule.words === 'by its cron expression' ? html` <code>${job.schedule.cron}</code>` : nothing}</span>
        </div>
        <div><span class="label">${t('jobs.nextRun')}</span>${this.#next(job)}</div>
        <div><span class="label">${t('jobs.lastRun')}</span>${this.#last(job.last)}${job.skipped === 0 ? nothing : html`<div class="small muted">${t('jobs.skippedInAll', { skipped: job.skipped })}</div>`}</div>
        <div class="buttons">
          ${job.running !== null
            ? html`<button ?disabled=${!this.mayRun || this.busy} @click=${() => { this.asking = true; }}>${t('jobs.cancelRun')}</button>`
            : html`<button ?disabled=${!this.mayRun || !job.is_active || this.busy} title=${this.mayRun ? nothing : t('jobs.needsTheRole', { role: roleName('operator') })} @click=${() => void this.#do(runJob)}><ph-icon .name=${'play' as const}></ph-icon>${t('jobs.runNow')}</button>`}
          <button class="ghost" @click=${() => this.dispatchEvent(new Event('history'))}>${t('common.history')}</button>
        </div>
        ${job.running === null ? nothing : this.#running(job.running)}
        ${this.failure === '' ? nothing : html`<p class="field-error failure" role="alert">${this.failure}</p>`}
      </article>
      ${this.asking && job.running !== null ? html`
        <ph-dialog heading=${t('jobs.cancelThisRun')} @closed=${() => { this.asking = false; }}>
          <div class="stack">
            <p>${tRich('jobs.theRunOfIsAsked', { name: html`<strong>${job.name}</strong>` })}</p>
            <div class="row">
              <button class="danger" ?disabled=${this.busy} @click=${() => void this.#do(cancelJob)}>${t('jobs.cancelTheRun')}</button>
              <button @click=${() => { this.asking = false; }}>${t('jobs.letItGoOn')}</button>
            </div>
          </div>
        </ph-dialog>` : nothing}
    `;
  }

  #next(job: Job) {
    if (!job.is_active) {
      return html`<span class="muted">${t('jobs.thePluginDoesNotRun')}</span>`;
    }
    return job.next === null
      ? html`<span class="muted">${t('jobs.neverAgain')}</span>`
      : html`<ph-ago .time=${job.next}></ph-ago><div class="small muted num">${formatMoment(job.next)}</div>`;
  }

  #last(last: JobRun | null) {
    if (last === null) {
      return html`<span class="muted">${t('common.never')}</span>`;
    }
    const { text, kind } = outcomeOf(last);
    const took = durationOf(last, Date.now());
    return html`
      <span class="badge ${kind}">${text}</span> <span class="when"><ph-ago .time=${last.ended ?? last.started ?? last.scheduled}></ph-ago></span>
      ${took === '' ? nothing : html`<div class="small muted num">${t('jobs.took', { took })}</div>`}
      ${last.error === null ? nothing : html`<div class="small ${kind === 'bad' ? 'error' : 'muted'}">${last.error}</div>`}
    `;
  }

  #running(run: JobRun) {
    const percent = percentOf(run);
    return html`
      <div class="progress" role="status">
        <div class="line small"><span>${run.text ?? t('common.running')}</span><span class="muted num">${percent === undefined ? '' : `${percent} %, `}${durationOf(run, Date.now())}${run.started_by === null ? '' : t('jobs.runningBy', { startedBy: run.started_by })}</span></div>
        ${percent === undefined ? html`<progress aria-label=${t('jobs.progress')}></progress>` : html`<progress aria-label=${t('jobs.progress')} max="100" .value=${percent}></progress>`}
      </div>
    `;
  }

  async #do(act: (job: Job) => Promise<Job>): Promise<void> {
    if (this.job === undefined) {
      return;
    }
    this.busy = true;
    this.failure = '';
    try {
      this.dispatchEvent(new CustomEvent<Job>('changed', { detail: await act(this.job) }));
      this.asking = false;
    } catch (cause) {
      this.failure = asApiError(cause).message;
      this.asking = false;
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-job-card': PhJobCard;
  }
}
