import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hasRole } from '../../api/auth.js';
import { getJobs, type Job } from '../../api/jobs.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-notice.js';
import './ph-job-card.js';
import './ph-job-history.js';
import { isJob, withJob } from './runs.js';

/** The jobs of all plugins, plugin by plugin, live. */
@customElement('ph-jobs-page')
export class PhJobsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      section + section { margin-top: 1.5rem; }
      h2 { margin-bottom: 0.6rem; }
      li + li { border-top: 1px solid var(--line); }
    `,
  ];

  @property() userRole = '';
  /** The id of the job whose history is open. */
  @state() private open: string | undefined;
  readonly #jobs = new Loader<Job[]>(this, getJobs);

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['jobs', 'plugins'],
      onEvent: ({ topic, data }) => this.#onEvent(topic, data),
      onResync: () => void this.#jobs.reload(),
    });
  }

  protected override render() {
    return html`<div class="page-head"><h1>${t('common.jobs')}</h1></div>${renderLoaded(this.#jobs, (jobs) => this.#list(jobs))}`;
  }

  #list(jobs: readonly Job[]) {
    if (jobs.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('jobs.noJobs')}>
        ${t('jobs.pluginsBringJobsWork')}
      </ph-notice></div>`;
    }
    const plugins = [...new Set(jobs.map((job) => job.plugin))];
    const open = jobs.find((job) => job.id === this.open);
    return html`
      ${repeat(plugins, (plugin) => plugin, (plugin) => html`
        <section aria-labelledby="of-${plugin}">
          <h2 id="of-${plugin}">${plugin}</h2>
          <ul class="card">${repeat(jobs.filter((job) => job.plugin === plugin), (job) => job.id, (job) => html`
            <li><ph-job-card .job=${job} ?mayRun=${hasRole(this.userRole, 'operator')} @history=${() => { this.open = job.id; }}
              @changed=${(event: CustomEvent<Job>) => this.#replace(event.detail)}></ph-job-card></li>`)}</ul>
        </section>`)}
      ${open === undefined ? nothing : html`
        <ph-dialog heading=${t('jobs.runs', { name: open.name })} @closed=${() => { this.open = undefined; }}>
          <ph-job-history .job=${open}></ph-job-history>
        </ph-dialog>`}
    `;
  }

  /** An upgrade or a removal of a plugin changes which jobs there are. */
  #onEvent(topic: string, data: unknown): void {
    if (topic === 'jobs' && isJob(data)) {
      this.#replace(data);
    } else {
      void this.#jobs.reload();
    }
  }

  #replace(job: Job): void {
    this.#jobs.set(withJob(this.#jobs.data ?? [], job));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-jobs-page': PhJobsPage;
  }
}
