import { describe, expect, it } from 'vitest';
import type { Job, JobRun } from '../src/api/jobs.js';
import { durationOf, isJob, outcomeOf, percentOf, withJob } from '../src/pages/jobs/runs.js';

const START = '2026-01-15T12:00:00Z';
const run = (change: Partial<JobRun>): JobRun => ({
  id: 1, scheduled: START, started: START, ended: null, outcome: null, error: null, progress: null, text: null, started_by: null, ...change,
});
const job = (id: string, change: Partial<Job> = {}): Job => ({
  id, plugin: id.split('/')[0] ?? '', name: id.split('/')[1] ?? '', schedule: { cron: null, interval_s: 60, words: 'every minute' },
  is_active: true, next: null, last: null, running: null, skipped: 0, ...change,
});

describe('durationOf', () => {
  it.each([
    ['2026-01-15T12:00:00.040Z', '40 ms'],
    ['2026-01-15T12:00:03.210Z', '3.2 s'],
    ['2026-01-15T12:12:30Z', '12 min'],
    ['2026-01-15T11:59:59Z', '0 ms'], // a clock that was set back
  ])('of a run that ended at %s is %s', (ended, text) => {
    expect(durationOf(run({ ended, outcome: 'succeeded' }), 0)).toBe(text);
  });

  it('of a run that goes on grows', () => {
    expect(durationOf(run({}), Date.parse(START) + 5000)).toBe('5.0 s');
  });

  it('of a run that never began, or whose end nobody knows, is empty', () => {
    expect(durationOf(run({ started: null, outcome: 'misfired' }), 0)).toBe('');
    expect(durationOf(run({ outcome: 'interrupted' }), 0)).toBe('');
  });
});

it('names what became of a run', () => {
  expect(outcomeOf(run({})).text).toBe('running');
  expect(outcomeOf(run({ outcome: 'skipped_overlap' }))).toEqual({ text: 'skipped', kind: 'warn' });
  expect(outcomeOf(run({ outcome: 'new_kind' as 'failed' }))).toEqual({ text: 'new_kind', kind: '' });
});

it('tells progress in whole percent, and none when there is none', () => {
  expect(percentOf(run({ progress: 0.456 }))).toBe(46);
  expect(percentOf(run({ progress: 0 }))).toBe(0);
  expect(percentOf(run({}))).toBeUndefined();
});

it('replaces a job in its place and adds a new one in order', () => {
  const jobs = [job('a/x'), job('c/x')];
  expect(withJob(jobs, job('a/x', { skipped: 2 })).map((each) => each.skipped)).toEqual([2, 0]);
  expect(withJob(jobs, job('b/x')).map((each) => each.id)).toEqual(['a/x', 'b/x', 'c/x']);
});

it('knows an event that tells of a job', () => {
  expect(isJob(job('a/x'))).toBe(true);
  expect(isJob(null)).toBe(false);
  expect(isJob({ id: 'a/x' })).toBe(false);
});
