import { query, request } from './http.js';

export type JobOutcome = 'succeeded' | 'failed' | 'cancelled' | 'skipped_overlap' | 'misfired' | 'interrupted';

export interface JobRun {
  id: number;
  scheduled: string;
  started: string | null;
  ended: string | null;
  outcome: JobOutcome | null;
  error: string | null;
  /** 0 to 1. */
  progress: number | null;
  text: string | null;
  started_by: string | null;
}

export interface Job {
  /** Plugin and job: `plugin/job`. */
  id: string;
  plugin: string;
  name: string;
  schedule: { cron: string | null; interval_s: number | null; words: string };
  is_active: boolean;
  next: string | null;
  last: JobRun | null;
  running: JobRun | null;
  skipped: number;
}

export interface JobRunPage {
  runs: JobRun[];
  next: number | null;
}

const at = ({ plugin, name }: Pick<Job, 'plugin' | 'name'>): string => `/api/jobs/${encodeURIComponent(plugin)}/${encodeURIComponent(name)}`;

export const getJobs = (signal?: AbortSignal): Promise<Job[]> => request('/api/jobs', { signal });

export const runJob = (job: Job): Promise<Job> => request(`${at(job)}/run`, { method: 'POST' });

export const cancelJob = (job: Job): Promise<Job> => request(`${at(job)}/cancel`, { method: 'POST' });

export const getRuns = (job: Pick<Job, 'plugin' | 'name'>, before?: number, signal?: AbortSignal): Promise<JobRunPage> =>
  request(`${at(job)}/runs${query({ before, limit: 20 })}`, { signal });
