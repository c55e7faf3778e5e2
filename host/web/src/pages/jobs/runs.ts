import type { Job, JobOutcome, JobRun } from '../../api/jobs.js';
import { formatDuration } from '../../format/time.js';
import { t } from '../../text/text.js';

const LABELS: Readonly<Record<JobOutcome, { text: string; kind: '' | 'ok' | 'warn' | 'bad' }>> = {
  succeeded: { text: 'succeeded', kind: 'ok' },
  failed: { text: 'failed', kind: 'bad' },
  cancelled: { text: 'cancelled', kind: '' },
  skipped_overlap: { text: 'skipped', kind: 'warn' },
  misfired: { text: 'missed', kind: 'warn' },
  interrupted: { text: 'interrupted', kind: 'bad' },
};

const MINUTE_MS = 60_000;

/** How a run ended, as a badge says it. */
export const outcomeOf = (run: JobRun): { text: string; kind: string } =>
  run.outcome === null ? { text: 'running', kind: 'ok' } : ((LABELS as Record<string, (typeof LABELS)[JobOutcome] | undefined>)[run.outcome] ?? { text: run.outcome, kind: '' });

/** How long a run took or takes: "40 ms", "3.2 s", "12 min"; empty when it never began or nobody knows its end. */
export function durationOf(run: JobRun, now: number): string {
  const end = run.ended !== null ? Date.parse(run.ended) : run.outcome === null ? now : Number.NaN;
  const ms = run.started === null ? Number.NaN : end - Date.parse(run.started);
  if (Number.isNaN(ms)) {
    return '';
  }
  if (ms < 1000) {
    return t('jobs.mathMs', { math: Math.max(0, Math.round(ms)) });
  }
  return ms < MINUTE_MS ? t('jobs.msS', { ms: (ms / 1000).toFixed(1) }) : formatDuration(ms / 1000);
}

/** Progress as a whole number of percent; undefined when the run never told any. */
export const percentOf = (run: JobRun): number | undefined => (run.progress === null ? undefined : Math.round(run.progress * 100));

/** The jobs with one replaced by what an event told of it, in the hub's order. */
export function withJob(jobs: readonly Job[], job: Job): Job[] {
  return jobs.some((each) => each.id === job.id)
    ? jobs.map((each) => (each.id === job.id ? job : each))
    : [...jobs, job].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether an event tells of a job. */
export function isJob(data: unknown): data is Job {
  const job = data as Partial<Job> | null;
  return typeof job?.id === 'string' && typeof job.plugin === 'string' && typeof job.schedule === 'object';
}
