import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Device } from '../src/api/devices.js';
import { exportAddress } from '../src/api/readings.js';
import type { ChartSeries } from '../src/charts/series.js';
import { knownSeries, queryHistory, type HistoryAnswer } from '../src/pages/history/history-query.js';
import { followRange, withSample } from '../src/pages/history/live-tail.js';
import { parseSelection } from '../src/pages/history/selection.js';
import { gapWords, queryStatistics, readableIntegral } from '../src/pages/history/statistics.js';
import { lengthWords } from '../src/pages/system/ph-storage.js';

const metric = (name: string, unit: string | null, kind = 'measurement') => ({ name, label: null, unit, kind, device_class: null });
const devices = [
  { id: 'meter', name: 'Meter', metrics: [metric('power', 'W'), metric('energy', 'kWh', 'total_increasing')] },
  { id: 'barn', name: 'Barn', metrics: [metric('temperature', '°C')] },
] as unknown as Device[];
const window = { from: new Date('2026-03-08T00:00:00Z'), to: new Date('2026-03-09T00:00:00Z') };
const between = 'from=2026-03-08T00:00:00Z&to=2026-03-09T00:00:00Z';
const signal = new AbortController().signal;

afterEach(() => vi.unstubAllGlobals());

/** Answers each request by its path. */
function hub(answer: (path: URL) => unknown): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    const url = new URL(path, 'http://hub');
    asked.push(url);
    const body = answer(url);
    return Promise.resolve(new Response(JSON.stringify(body), { status: body === undefined ? 404 : 200, headers: { 'content-type': 'application/json' } }));
  });
  return asked;
}

const aligned = (url: URL) => ({
  level: '1h', bucket_s: 3600,
  series: url.searchParams.getAll('series').map((id) => ({
    device: id.split('/')[0], metric: id.split('/')[1], unit: null, kind: 'measurement', gaps: [],
    points: [{ time: '2026-03-08T01:00:00Z', count: 3, min: 1, max: 3, mean: 2, first: 1, last: 3, increase: 2 }],
  })),
});
const raw = (url: URL) => ({
  device: url.searchParams.get('device'), metric: url.searchParams.get('metric'), unit: null, level: 'raw', bucket_s: null, next: null, gaps: [],
  points: [{ time: '2026-03-08T01:00:00Z', value: 5 }],
});

describe('queryHistory', () => {
  it('asks once for all lines, and apart for the bars of counters', async () => {
    const asked = hub(aligned);
    const answer = await queryHistory(`?series=meter/power&series=barn/temperature&series=meter/energy&${between}`, 1000, devices, signal);
    expect(asked.map((url) => [url.pathname, url.searchParams.getAll('series'), url.searchParams.get('points')])).toEqual([
      ['/api/readings/aligned', ['meter/energy'], '56'],
      ['/api/readings/aligned', ['meter/power', 'barn/temperature'], '1000'],
    ]);
    expect(answer.series.map(({ id, unit, bars, values }) => [id, unit, bars?.widthS, values])).toEqual([
      ['meter/power', 'W', undefined, [2]], ['barn/temperature', '°C', undefined, [2]], ['meter/energy', 'kWh', 3600, [2]],
    ]);
  });

  it('draws counters as lines when their values are wanted', async () => {
    const asked = hub(aligned);
    const answer = await queryHistory(`?series=meter/energy&counters=value&${between}`, 1000, devices, signal);
    expect(asked).toHaveLength(1);
    expect(answer.series[0]?.bars).toBeUndefined();
  });

  it('asks for single readings of a stretch so short that minutes would be coarse', async () => {
    const asked = hub(raw);
    const answer = await queryHistory('?series=meter/power&from=2026-03-08T00:00:00Z&to=2026-03-08T02:00:00Z', 1000, devices, signal);
    expect(asked.map((url) => url.pathname)).toEqual(['/api/readings']);
    expect(answer).toMatchObject({ levels: ['raw'], series: [{ values: [5], unit: 'W' }] });
  });

  it('shows the others when one series cannot be read, and says why', async () => {
    hub((url) => (url.searchParams.get('metric') === 'power' ? undefined : raw(url)));
    const answer = await queryHistory('?series=meter/power&series=barn/temperature&from=2026-03-08T00:00:00Z&to=2026-03-08T02:00:00Z', 1000, devices, signal);
    expect(answer.error).toBeUndefined();
    expect(answer.series.map(({ id }) => id)).toEqual(['barn/temperature']);
    expect([...answer.faults.keys()]).toEqual(['meter/power']);
  });

  it('fails as a whole while the hub is away, so that the old picture stays', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')));
    await expect(queryHistory(`?series=meter/power&${between}`, 1000, devices, signal)).rejects.toMatchObject({ offline: true });
  });

  it('does not ask for hidden series', async () => {
    const asked = hub(aligned);
    const answer = await queryHistory(`?series=meter/power&hide=meter/power&${between}`, 1000, devices, signal);
    expect(asked).toEqual([]);
    expect(answer.series).toEqual([]);
  });
});

describe('knownSeries', () => {
  it('names the device only where there is more than one', () => {
    expect(knownSeries([{ device: 'meter', metric: 'power' }], devices)[0]).toMatchObject({ label: 'Power', device: '' });
    expect(knownSeries([{ device: 'meter', metric: 'power' }, { device: 'gone', metric: 'x' }], devices).map((each) => each.device)).toEqual(['Meter', 'gone']);
  });
});

describe('the live tail', () => {
  const drawn: ChartSeries = { id: 'meter/power', label: 'Power', unit: 'W', times: [1, 2, 3], values: [5, 6, 7], band: null, steps: false, onOff: false, texts: 0 };
  const answer = {
    devices, selection: parseSelection('?series=meter/power&range=1h&live'), window, span: { fromS: 2, toS: 10 }, series: [drawn], levels: ['raw'],
    cut: false, newest: undefined, error: undefined, faults: new Map<string, string>(),
  } satisfies HistoryAnswer;
  const sample = (s: number, power: unknown) => ({ time: new Date(s * 1000).toISOString(), metrics: { power } });

  it('adds new readings and lets those go that left the range', () =>
    expect(withSample({ ...answer, span: { fromS: 3, toS: 10 } }, 'meter', sample(4, 8)).series[0]).toMatchObject({ times: [2, 3, 4], values: [6, 7, 8] }));

  it('shows a gap as a gap', () =>
    expect(withSample(answer, 'meter', sample(600, 8)).series[0]?.values.slice(-2)).toEqual([null, 8]));

  it('leaves alone what is older, a text, or of another device', () => {
    expect(withSample(answer, 'meter', sample(3, 8)).series[0]).toBe(drawn);
    expect(withSample(answer, 'meter', sample(4, 'idle')).series[0]).toBe(drawn);
    expect(withSample(answer, 'met', sample(4, 8)).series[0]).toBe(drawn);
    expect(withSample(answer, 'meter', { dropped: 4 })).toBe(answer);
  });

  it('moves the range with the time', () => {
    const moved = followRange(answer, new Date('2026-03-09T10:00:00Z'));
    expect(moved.window.to).toEqual(new Date('2026-03-09T10:00:00Z'));
    expect(moved.span.toS - moved.span.fromS).toBe(3600);
  });
});

describe('statistics', () => {
  it('keep the others when those of one series fail', async () => {
    hub((url) => (url.searchParams.get('metric') === 'power' ? undefined : { count: 3 }));
    const { found } = await queryStatistics(knownSeries([{ device: 'meter', metric: 'power' }, { device: 'barn', metric: 'temperature' }], devices), window, signal);
    expect(found.get('meter/power')).toMatchObject({ status: 404 });
    expect(found.get('barn/temperature')).toMatchObject({ count: 3 });
  });

  it('name gaps and integrals as people do', () => {
    const gap = { from: '2026-03-08T00:00:00Z', to: '2026-03-08T01:30:00Z' };
    expect([gapWords([]), gapWords([gap]), gapWords([gap, gap])]).toEqual(['no gaps', '1 gap, 1 h 30 min', '2 gaps, 3 h 0 min']);
    expect(readableIntegral(12_345, 'Wh')).toEqual({ value: 12.345, unit: 'kWh' });
    expect(readableIntegral(12, 'Wh')).toEqual({ value: 12, unit: 'Wh' });
  });
});

describe('exportAddress', () => {
  it('names series, range and format', () => {
    const url = new URL(exportAddress([{ device: 'a b', metric: 'x&y' }, { device: 'c', metric: 'd' }], window, 'csv'), 'http://hub');
    expect(url.searchParams.getAll('series')).toEqual(['a b/x&y', 'c/d']);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ from: '2026-03-08T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z', format: 'csv' });
  });
});

describe('lengthWords', () => {
  it('says how long things are kept', () =>
    expect([90 * 86_400, 730 * 86_400, 3600, 1.5 * 86_400].map(lengthWords)).toEqual(['90 days', '2 years', '1 h 0 min', '1 d 12 h']));
});
