import { expect, it } from 'vitest';
import type { LogLevel, LogLine } from '../src/api/logs.js';
import { KEPT, asText, formatLogTime, matches, newDay, shortCategory, withLines, type LogFilter } from '../src/pages/logs/lines.js';
import { routeOf } from '../src/router.js';

const line = (id: number, level: LogLevel = 'information', message = `line ${id}`, exception: string | null = null): LogLine => ({
  id, time: '2026-01-15T12:00:00.007Z', level, category: 'PiHub.Garden.Pump', message, exception, plugin: id % 2 === 0 ? 'garden' : null,
});

it('keeps each line once, in order, and no more than the hub does', () => {
  expect(withLines([line(3), line(1)], [line(2), line(3)]).map(({ id }) => id)).toEqual([1, 2, 3]);
  const many = withLines([], Array.from({ length: KEPT + 5 }, (_, i) => line(i)));
  expect([many.length, many[0]?.id]).toEqual([KEPT, 5]);
});

it('filters by the least level, plugin, category, and text in message, category or exception', () => {
  const lines = [line(1, 'debug'), line(2, 'warning', 'Dry'), line(3, 'error', 'broken', 'IOException: pipe')];
  const all = { plugin: '', level: 'trace', text: '', category: '' } as const;
  const ids = (filter: Partial<LogFilter>): number[] => lines.filter((each) => matches(each, { ...all, ...filter })).map(({ id }) => id);
  expect(ids({})).toEqual([1, 2, 3]);
  expect(ids({ level: 'warning' })).toEqual([2, 3]);
  expect(ids({ text: ' dry ' })).toEqual([2]);
  expect(ids({ text: 'ioexception' })).toEqual([3]);
  expect(ids({ level: 'error', text: 'pump' })).toEqual([3]);
  expect(ids({ plugin: 'garden' })).toEqual([2]);
  expect(ids({ category: 'kitchen' })).toEqual([]);
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
  expect(routeOf('/logs')).toEqual({ page: 'logs' });
  expect(routeOf('/plugins/garden/logs')).toEqual({ page: 'plugin-logs', plugin: 'garden' });
  expect(routeOf('/plugins/garden/water')).toEqual({ page: 'plugin-page', plugin: 'garden', id: 'water' });
});
