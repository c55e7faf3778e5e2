import { describe, expect, it } from 'vitest';
import type { Series } from '../src/api/readings.js';
import { decimalsOf } from '../src/charts/options.js';
import { arrangePlots, gapLimit, joinColumns, nearestIndex, toChartSeries, type ChartSeries } from '../src/charts/series.js';

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

describe('joinColumns', () => {
  it('keeps a gap apart from a time that a series has nothing at', () => {
    const { times, columns } = joinColumns([
      { times: [0, 10, 20], columns: [[1, null, 3]] },
      { times: [10, 15], columns: [[7, 8], [6, 7]] },
    ]);
    expect(times).toEqual([0, 10, 15, 20]);
    expect(columns).toEqual([[1, null, undefined, 3], [undefined, 7, 8, undefined], [undefined, 6, 7, undefined]]);
  });
});

describe('arrangePlots', () => {
  const series = (metric: string, unit: string | null): ChartSeries => ({ metric, label: metric, unit, times: [], values: [], band: null, steps: false, texts: 0 });

  it('lets metrics of one unit share an axis and two units share a plot', () => {
    const plots = arrangePlots([series('a', 'V'), series('b', 'A'), series('c', 'V')]);
    expect(plots.map((plot) => [plot.units, plot.series.length])).toEqual([[['V', 'A'], 3]]);
  });

  it('stacks plots when there are more than two units', () => {
    const plots = arrangePlots([series('a', 'V'), series('b', 'A'), series('c', 'Hz'), series('d', 'V')]);
    expect(plots.map((plot) => [plot.units[0], plot.series.map((each) => each.metric)])).toEqual([['V', ['a', 'd']], ['A', ['b']], ['Hz', ['c']]]);
  });

  it('gives each metric without a unit a plot of its own, but puts switches together', () => {
    const plots = arrangePlots([series('a', null), series('b', 'V'), series('c', null)]);
    expect(plots.map((plot) => plot.series.map((each) => each.metric))).toEqual([['b'], ['a'], ['c']]);
    const switches = [{ ...series('on', null), steps: true }, { ...series('open', null), steps: true }];
    expect(arrangePlots(switches).map((plot) => plot.series.length)).toEqual([2]);
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
    expect([100, 1, 0.5, 0.1, 0.02].map(decimalsOf)).toEqual([0, 0, 1, 1, 2]);
  });
});
