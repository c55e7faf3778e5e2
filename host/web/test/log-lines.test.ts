import { expect, it } from 'vitest';
import type { LogLevel, LogLine } from '../src/api/logs.js';
import { KEPT, asText, formatLogTime, matching, newDay, shortCategory, withLines } from '../src/pages/plugins/logs/lines.js';
import { routeOf } from '../src/router.js';

const line = (id: number, level: LogLevel = 'information', message = `line ${id}`, exception: string | null = null): LogLine => ({
  id, time: '2026-01-15T12:00:00.007Z', level, category: 'PiHub.Garden.Pump', message, exception,
});

it('keeps each line once, in order, and no more than the hub does', () => {
  expect(withLines([line(3), line(1)], [line(2), line(3)]).map(({ id }) => id)).toEqual([1, 2, 3]);
  const many = withLines([], Array.from({ length: KEPT + 5 }, (_, i) => line(i)));
  expect([many.length, many[0]?.id]).toEqual([KEPT, 5]);
});

it('filters by the least level and by text in message, category or exception', () => {
  const lines = [line(1, 'debug'), line(2, 'warning', 'Dry'), line(3, 'error', 'broken', 'IOException: pipe')];
  expect(matching(lines, 'trace', '').length).toBe(3);
  expect(matching(lines, 'warning', '').map(({ id }) => id)).toEqual([2, 3]);
  expect(matching(lines, 'trace', ' dry ').map(({ id }) => id)).toEqual([2]);
  expect(matching(lines, 'trace', 'ioexception').map(({ id }) => id)).toEqual([3]);
  expect(matching(lines, 'error', 'pump').map(({ id }) => id)).toEqual([3]);
});

it('writes times, categories and whole lines', () => {
  expect(formatLogTime('2026-01-15T12:00:00.007Z')).toBe('12:00:00.007');
  expect(shortCategory('PiHub.Garden.Pump')).toBe('Pump');
  expect(asText([line(1, 'error', 'broken', 'A: b\nC: d')])).toBe(
    '2026-01-15T12:00:00.007Z ERROR PiHub.Garden.Pump: broken\n    A: b\n    C: d');
});

it('names the day where it begins', () => {
  const lines = [line(1), line(2), { ...line(3), time: '2026-01-16T00:00:00Z' }];
  expect(lines.map((_, i) => newDay(lines, i))).toEqual(['15 Jan 2026', '', '16 Jan 2026']);
});

it('has addresses for the jobs and for the log of a plugin', () => {
  expect(routeOf('/jobs')).toEqual({ page: 'jobs' });
  expect(routeOf('/plugins/garden/logs')).toEqual({ page: 'plugin-logs', plugin: 'garden' });
  expect(routeOf('/plugins/garden/water')).toEqual({ page: 'plugin-page', plugin: 'garden', id: 'water' });
});
