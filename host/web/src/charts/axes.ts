import { bucketWords, type ChartSeries } from './series.js';

/** An axis of values. */
export interface PlotAxis {
  key: string;
  /** What stands above it. */
  label: string;
  /** All on it is either on or off. */
  onOff: boolean;
  /** Bars begin at 0. */
  fromZero: boolean;
}

export interface Plot {
  axes: PlotAxis[];
  series: ChartSeries[];
}

/** Series with one unit share an axis; so do those that are on or off. Others without a unit may be anything: each has its own. */
export function axisKeyOf(series: ChartSeries): string {
  if (series.bars !== undefined) {
    return `bars ${series.unit ?? series.id}`;
  }
  if (series.unit !== null) {
    return `unit ${series.unit}`;
  }
  return series.onOff ? 'on-off' : `only ${series.id}`;
}

function axisOf(series: ChartSeries): PlotAxis {
  const label = series.bars === undefined ? (series.unit ?? (series.onOff ? '' : series.label)) : `${series.unit ?? ''}/${bucketWords(series.bars.widthS, true)}`;
  return { key: axisKeyOf(series), label, onOff: series.onOff && series.unit === null && series.bars === undefined, fromZero: series.bars !== undefined };
}

/** The axes that series need, in the order in which they first need them. */
export function axesOf(series: readonly ChartSeries[]): PlotAxis[] {
  const axes = new Map<string, PlotAxis>();
  for (const each of series) {
    const key = axisKeyOf(each);
    if (!axes.has(key)) {
      axes.set(key, axisOf(each));
    }
  }
  return [...axes.values()];
}

/** Everything in one plot, with as many axes as there are units. Lines are drawn over bars. */
export const onePlot = (series: readonly ChartSeries[]): Plot => ({
  axes: axesOf(series),
  series: [...series.filter((each) => each.bars !== undefined), ...series.filter((each) => each.bars === undefined)],
});

/** The only series on an axis, whose colour the axis may have; undefined when there are more. */
export function ownerOf(axis: PlotAxis, series: readonly ChartSeries[]): ChartSeries | undefined {
  const on = series.filter((each) => axisKeyOf(each) === axis.key);
  return on.length === 1 ? on[0] : undefined;
}

/** On which side the n-th axis stands: left, right, then further out by turns. */
export const sideOf = (index: number): 'left' | 'right' => (index % 2 === 0 ? 'left' : 'right');

/** The axes that find room; those of the series looked at come first. Others keep their scale without being shown. */
export function shownAxes(axes: readonly PlotAxis[], widthPx: number, focus: string | undefined): PlotAxis[] {
  const room = widthPx < 520 ? 2 : Math.max(2, Math.floor((widthPx * 0.28) / 58));
  if (axes.length <= room) {
    return [...axes];
  }
  const first = axes.filter((axis) => axis.key === focus);
  const rest = axes.filter((axis) => axis.key !== focus);
  const chosen = [...first, ...rest].slice(0, room);
  return axes.filter((axis) => chosen.includes(axis));
}

/**
 * For plots of a plugin: two units share a plot, more are stacked plots; what has no unit has a plot of its own, unless all of
 * it is on or off.
 */
export function arrangePlots(series: readonly ChartSeries[]): Plot[] {
  const measured = series.filter((each) => each.unit !== null);
  const others = series.filter((each) => each.unit === null);
  const units = [...new Set(measured.map((each) => each.unit))];
  const groups = units.length <= 2 && units.length > 0 ? [measured] : units.map((unit) => measured.filter((each) => each.unit === unit));
  const rest = others.every((each) => each.onOff) ? (others.length > 0 ? [others] : []) : others.map((each) => [each]);
  return [...groups, ...rest].map(onePlot);
}
