import { describe, expect, it } from 'vitest';
import { arrangePlots, axesOf, onePlot, ownerOf, shownAxes, sideOf } from '../src/charts/axes.js';
import { barEdges } from '../src/charts/bars.js';
import { barRange } from '../src/charts/options.js';
import type { ChartSeries } from '../src/charts/series.js';

const series = (id: string, unit: string | null, change: Partial<ChartSeries> = {}): ChartSeries =>
  ({ id, label: id, unit, times: [], values: [], band: null, steps: false, onOff: false, texts: 0, ...change });
const bars = (id: string, unit: string): ChartSeries => series(id, unit, { bars: { widthS: 3600 } });

describe('axesOf', () => {
  it('gives each unit one axis, in the order of need', () => {
    expect(axesOf([series('a', 'V'), series('b', 'W'), series('c', 'V'), series('d', '°C')]).map((axis) => axis.label)).toEqual(['V', 'W', '°C']);
  });

  it('keeps apart what a counter shows and what it counted', () => {
    const axes = axesOf([series('a', 'kWh'), bars('b', 'kWh')]);
    expect(axes.map(({ label, fromZero }) => [label, fromZero])).toEqual([['kWh', false], ['kWh/h', true]]);
  });

  it('puts switches together, and every other series without a unit on an axis of its own', () => {
    const axes = axesOf([series('on', null, { onOff: true }), series('factor', null), series('open', null, { onOff: true }), series('steps', null)]);
    expect(axes.map(({ label, onOff }) => [label, onOff])).toEqual([['', true], ['factor', false], ['steps', false]]);
  });
});

describe('axes of one plot', () => {
  const many = axesOf(['V', 'W', 'A', 'Hz', '%', '°C'].map((unit) => series(unit, unit)));

  it('stand left, right, and further out by turns', () => {
    expect([0, 1, 2, 3].map(sideOf)).toEqual(['left', 'right', 'left', 'right']);
  });

  it('are all shown where there is room', () => expect(shownAxes(many.slice(0, 3), 1000, undefined)).toHaveLength(3));

  it('are two on a phone, one of them that of the series looked at', () => {
    expect(shownAxes(many, 360, undefined).map((axis) => axis.label)).toEqual(['V', 'W']);
    expect(shownAxes(many, 360, 'unit %').map((axis) => axis.label)).toEqual(['V', '%']);
  });

  it('have the colour of a series that is alone on them', () => {
    const all = [series('a', 'V'), series('b', 'V'), series('c', 'W')];
    const { axes } = onePlot(all);
    expect(axes.map((axis) => ownerOf(axis, all)?.id)).toEqual([undefined, 'c']);
  });

  it('are drawn with lines over bars', () => {
    expect(onePlot([series('a', 'V'), bars('b', 'kWh')]).series.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('bars', () => {
  it('share their bucket side by side', () => {
    expect(barEdges(1800, 3600, 0, 1)).toEqual([360, 3240]);
    const [first, second] = [barEdges(1800, 3600, 0, 2), barEdges(1800, 3600, 1, 2)];
    expect(first[1]).toBe(second[0]);
    expect([first[0], second[1]]).toEqual([360, 3240]);
  });

  it('begin at 0', () => {
    expect(barRange(5, 10)).toEqual([0, 10.5]);
    expect(barRange(-4, -2)[1]).toBe(0);
    expect(barRange(null, null)).toEqual([0, 1]);
  });
});

describe('arrangePlots', () => {
  it('lets metrics of one unit share an axis and two units share a plot', () => {
    const plots = arrangePlots([series('a', 'V'), series('b', 'A'), series('c', 'V')]);
    expect(plots.map((plot) => [plot.axes.map((axis) => axis.label), plot.series.length])).toEqual([[['V', 'A'], 3]]);
  });

  it('stacks plots when there are more than two units', () => {
    const plots = arrangePlots([series('a', 'V'), series('b', 'A'), series('c', 'Hz'), series('d', 'V')]);
    expect(plots.map((plot) => [plot.axes[0]?.label, plot.series.map((each) => each.id)])).toEqual([['V', ['a', 'd']], ['A', ['b']], ['Hz', ['c']]]);
  });

  it('gives each metric without a unit a plot of its own, but puts switches together', () => {
    expect(arrangePlots([series('a', null), series('b', 'V'), series('c', null)]).map((plot) => plot.series.map((each) => each.id))).toEqual([['b'], ['a'], ['c']]);
    expect(arrangePlots([series('on', null, { onOff: true }), series('open', null, { onOff: true })]).map((plot) => plot.series.length)).toEqual([2]);
  });
});
