import type { Job, JobOutcome, JobRun } from '../../api/jobs.js';
import { formatDuration } from '../../format/time.js';
import { formatNumber } from '../../format/numbers.js';
import { t } from '../../text/text.js';

const LABELS: Readonly<Record<JobOutcome, { text: string; kind: '' | 'ok' | 'warn' | 'bad' }>> = {
  succeeded: { text: t('jobs.outcomeSucceeded'), kind: 'ok' },
  failed: { text: t('jobs.outcomeFailed'), kind: 'bad' },
  cancelled: { text: t('jobs.outcomeCancelled'), kind: '' },
  skipped_overlap: { text: t('jobs.outcomeSkipped'), kind: 'warn' },
  misfired: { text: t('jobs.outcomeMissed'), kind: 'warn' },
  interrupted: { text: t('jobs.outcomeInterrupted'), kind: 'bad' },
};

const MINUTE_MS = 60_000;

/** How a run ended, as a badge says it. */
export const outcomeOf = (run: JobRun): { text: string; kind: string } =>
  run.outcome === null ? { text: t('jobs.outcomeRunning'), kind: 'ok' } : ((LABELS as Record<string, (typeof LABELS)[JobOutcome] | undefined>)[run.outcome] ?? { text: run.outcome, kind: '' });

/** How long a run took or takes: "40 ms", "3.2 s", "12 min"; empty when it never began or nobody knows its end. */
export function durationOf(run: JobRun, now: number): string {
  const end = run.ended !== null ? Date.parse(run.ended) : run.outcome === null ? now : Number.NaN;
  const ms = run.started === null ? Number.NaN : end - Date.parse(run.started);
  if (Number.isNaN(ms)) {
    return '';
  }
  if (ms < 1000) {
    return `${Math.max(0, Math.round(ms))} ms`;
  }
  return ms < MINUTE_MS ? `${formatNumber(ms / 1000, null, 1)} s` : formatDuration(ms / 1000);
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
