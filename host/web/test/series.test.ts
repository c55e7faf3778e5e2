import { describe, expect, it } from 'vitest';
import type { Series } from '../src/api/readings.js';
import { decimalsOf } from '../src/charts/options.js';
import { bucketBars, bucketLine, bucketWords, gapLimit, joinColumns, nearestIndex, toChartSeries } from '../src/charts/series.js';

const at = (s: number): string => new Date(s * 1000).toISOString();
const head = { device: 'meter', metric: 'power', unit: 'W', next: null };
const raw = (points: [number, number | boolean | string][]): Series => ({
  ...head, level: 'raw', bucket_s: null, points: points.map(([s, value]) => ({ time: at(s), value })),
});
const bucket = (s: number, mean: number) => ({ time: at(s), count: 60, min: mean - 1, max: mean + 1, mean, first: mean, last: mean });

describe('toChartSeries', () => {
  it('takes single readings as they are', () => {
    const series = toChartSeries(raw([[0, 5], [10, 6], [20, 7]]), 'Power');
    expect(series).toMatchObject({ label: 'Power', unit: 'W', times: [0, 10, 20], values: [5, 6, 7], band: null, steps: false, texts: 0 });
  });

  it('breaks the line where readings are missing', () => {
    const series = toChartSeries(raw([[0, 5], [10, 6], [20, 7], [600, 8], [610, 9]]), 'Power');
    expect(series.times).toEqual([0, 10, 20, 310, 600, 610]);
    expect(series.values).toEqual([5, 6, 7, null, 8, 9]);
  });

  it('draws buckets at their middle, with a band from lowest to highest', () => {
    const series = toChartSeries({ ...head, level: '1m', bucket_s: 60, points: [bucket(0, 10), bucket(60, 20)] }, 'Power');
    expect(series.times).toEqual([30, 90]);
    expect(series.values).toEqual([10, 20]);
    expect(series.band).toEqual({ min: [9, 19], max: [11, 21] });
  });

  it('breaks line and band where buckets are missing', () => {
    const series = toChartSeries({ ...head, level: '1m', bucket_s: 60, points: [bucket(0, 10), bucket(180, 20)] }, 'Power');
    expect(series.values).toEqual([10, null, 20]);
    expect(series.band).toEqual({ min: [9, null, 19], max: [11, null, 21] });
  });

  it('draws booleans as steps and counts texts instead of drawing them', () => {
    expect(toChartSeries(raw([[0, true], [10, false]]), 'On')).toMatchObject({ values: [1, 0], steps: true });
    expect(toChartSeries(raw([[0, 'idle'], [10, 'run']]), 'State')).toMatchObject({ values: [], steps: false, texts: 2 });
  });

  it('does not take a slow sensor for a broken one', () => {
    expect(gapLimit([0, 600, 1200, 1800])).toBe(3600);
    expect(gapLimit([0, 1, 2, 3])).toBe(30);
  });
});

describe('reported gaps', () => {
  const gap = (from: number, to: number) => ({ from: at(from), to: at(to) });

  it('break the line exactly where the hub says, however far readings are apart', () => {
    const series = toChartSeries({ ...raw([[0, 5], [10, 6], [40, 7], [2000, 8]]), gaps: [gap(10, 40)] }, 'Power');
    expect(series.values).toEqual([5, 6, null, 7, 8]);
    expect(series.times[2]).toBe(25);
  });

  it('are not bridged when several lie close together or reach beyond the ends', () => {
    const gaps = [gap(-50, 0), gap(5, 8), gap(30, 35), gap(20, 400)];
    const series = toChartSeries({ ...raw([[0, 5], [4, 6], [10, 7], [20, 8], [400, 9]]), gaps }, 'Power');
    expect(series.values).toEqual([5, 6, null, 7, 8, null, 9]);
  });

  it('none: a slow sensor is joined over any distance', () => {
    expect(toChartSeries({ ...raw([[0, 5], [9000, 6]]), gaps: [] }, 'Power').values).toEqual([5, 6]);
  });

  it('break buckets and band only where at least half a bucket is missing between two middles', () => {
    const points = [bucket(0, 10), bucket(60, 11), bucket(120, 12), bucket(600, 13)];
    const line = bucketLine({ unit: 'W', points, gaps: [gap(62, 70), gap(180, 600)] }, 60, 'Power', 'a/b');
    expect(line.values).toEqual([10, 11, 12, null, 13]);
    expect(line.band?.min).toEqual([9, 10, 11, null, 12]);
  });
});

describe('bucketBars', () => {
  it('draws what a counter counted, and nothing where that is not known', () => {
    const bars = bucketBars({ unit: 'kWh', points: [{ ...bucket(0, 5), increase: 0.4 }, bucket(3600, 6)] }, 3600, 'Energy', 'meter/energy');
    expect(bars).toMatchObject({ id: 'meter/energy', times: [1800, 5400], values: [0.4, null], bars: { widthS: 3600 }, band: null });
  });
});

describe('bucketLine', () => {
  it('knows switches by their extremes', () => {
    const bit = { count: 60, min: 0, max: 1, mean: 0.3, first: 0, last: 1 };
    expect(bucketLine({ unit: null, points: [{ time: at(0), ...bit }] }, 60, 'Door', 'd/open').onOff).toBe(true);
    expect(bucketLine({ unit: null, points: [{ time: at(0), ...bit, max: 1.5 }] }, 60, 'Factor', 'd/f').onOff).toBe(false);
  });
});

describe('bucketWords', () => {
  it('names lengths as people do', () => {
    expect([60, 1800, 3600, 86_400, 7 * 86_400, 45].map((s) => bucketWords(s))).toEqual(['minute', '30 min', 'hour', 'day', '7 days', '45 s']);
    expect([60, 86_400, 7 * 86_400].map((s) => bucketWords(s, true))).toEqual(['min', 'd', '7 d']);
  });
});

describe('joinColumns', () => {
  it('moves times to a grid without losing one', () => {
    const { times, columns } = joinColumns([{ times: [0, 1, 9, 10], columns: [[1, 2, 3, 4]] }, { times: [1, 11], columns: [[5, 6]] }], 10);
    expect(times).toEqual([0, 10, 20, 30]);
    expect(columns[0]).toEqual([1, 2, 3, 4]);
    expect(columns[1]?.filter((value) => value !== undefined)).toEqual([5, 6]);
  });

  it('keeps a gap apart from a time that a series has nothing at', () => {
    const { times, columns } = joinColumns([
      { times: [0, 10, 20], columns: [[1, null, 3]] },
      { times: [10, 15], columns: [[7, 8], [6, 7]] },
    ]);
    expect(times).toEqual([0, 10, 15, 20]);
    expect(columns).toEqual([[1, null, undefined, 3], [undefined, 7, 8, undefined], [undefined, 6, 7, undefined]]);
  });
});

describe('nearestIndex', () => {
  const series = toChartSeries(raw([[0, 5], [10, 6], [20, 7], [600, 8]]), 'Power');

  it('finds the value nearest to the cursor', () => {
    expect([nearestIndex(series, 14, 20), nearestIndex(series, 16, 20)].map((i) => series.values[i])).toEqual([6, 7]);
  });

  it('finds nothing inside of a gap', () => {
    expect(nearestIndex(series, 310, 20)).toBe(-1);
  });
});

describe('decimalsOf', () => {
  it('tells neighbouring ticks apart', () => {
    expect([100, 2.5, 1, 0.5, 0.1, 0.25, 0.02].map(decimalsOf)).toEqual([0, 1, 0, 1, 1, 2, 2]);
  });
});
