import type { Series } from '../api/readings.js';

/** One metric ready to be drawn. Times are Unix seconds, ascending; a null value is a gap in the line. */
export interface ChartSeries {
  metric: string;
  label: string;
  unit: string | null;
  times: number[];
  /** Readings, or the means of rollup buckets. */
  values: (number | null)[];
  /** The extremes of the buckets; null for single readings. */
  band: { min: (number | null)[]; max: (number | null)[] } | null;
  /** Only booleans: drawn as steps. */
  steps: boolean;
  /** How many readings were texts, which cannot be drawn. */
  texts: number;
}

/** A line is broken where readings are missing for this many usual distances … */
const GAP_FACTOR = 6;
/** … but not for less than this. */
const LEAST_GAP_S = 30;

/** Turns the hub's answer into something to draw. */
export function toChartSeries(series: Series, label: string): ChartSeries {
  const head = { metric: series.metric, label, unit: series.unit };
  if (series.bucket_s !== null) {
    const { bucket_s: bucket, points } = series;
    // A bucket stands for its whole stretch; its point is drawn in the middle.
    const times = points.map((point) => Date.parse(point.time) / 1000 + bucket / 2);
    const [filled, [values, min, max]] = withGaps(
      times,
      [points.map((p) => p.mean), points.map((p) => p.min), points.map((p) => p.max)],
      bucket * 1.5,
    );
    return { ...head, times: filled, values: values ?? [], band: { min: min ?? [], max: max ?? [] }, steps: false, texts: 0 };
  }
  const drawable = series.points.filter((point) => typeof point.value !== 'string');
  const times = drawable.map((point) => Date.parse(point.time) / 1000);
  const [filled, [values]] = withGaps(times, [drawable.map((point) => Number(point.value))], gapLimit(times));
  return {
    ...head,
    times: filled,
    values: values ?? [],
    band: null,
    steps: drawable.length > 0 && drawable.every((point) => typeof point.value === 'boolean'),
    texts: series.points.length - drawable.length,
  };
}

/** From which distance on two readings are not joined by a line, judged by their usual distance. */
export function gapLimit(times: readonly number[]): number {
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time)).sort((a, b) => a - b);
  const median = steps[Math.floor(steps.length / 2)] ?? 0;
  return Math.max(LEAST_GAP_S, median * GAP_FACTOR);
}

function withGaps(times: readonly number[], columns: readonly number[][], limit: number): [number[], (number | null)[][]] {
  const filled: number[] = [];
  const outs: (number | null)[][] = columns.map(() => []);
  times.forEach((time, i) => {
    const before = times[i - 1];
    if (before !== undefined && time - before > limit) {
      filled.push((before + time) / 2);
      outs.forEach((out) => out.push(null));
    }
    filled.push(time);
    outs.forEach((out, c) => out.push(columns[c]?.[i] ?? null));
  });
  return [filled, outs];
}

/** Columns over one common time axis. `undefined`: the column has nothing at that time; null: a gap. */
export interface JoinedColumns {
  times: number[];
  columns: (number | null | undefined)[][];
}

/** Puts columns with times of their own on one common axis. */
export function joinColumns(tables: readonly { times: readonly number[]; columns: readonly (readonly (number | null)[])[] }[]): JoinedColumns {
  const times = [...new Set(tables.flatMap((table) => table.times))].sort((a, b) => a - b);
  const at = new Map(times.map((time, i) => [time, i]));
  const columns = tables.flatMap((table) =>
    table.columns.map((column) => {
      const out = new Array<number | null | undefined>(times.length).fill(undefined);
      table.times.forEach((time, i) => {
        const index = at.get(time);
        if (index !== undefined) {
          out[index] = column[i] ?? null;
        }
      });
      return out;
    }),
  );
  return { times, columns };
}

export interface Plot {
  /** One unit an axis; at most two. */
  units: (string | null)[];
  series: ChartSeries[];
}

/**
 * Metrics with one unit share an axis; two units share a plot; more units are stacked plots. Metrics without a unit may be
 * anything, so unless all are on-or-off each has a plot of its own.
 */
export function arrangePlots(series: readonly ChartSeries[]): Plot[] {
  const measured = series.filter((each) => each.unit !== null);
  const others = series.filter((each) => each.unit === null);
  const units = [...new Set(measured.map((each) => each.unit))];
  const plots: Plot[] = units.length <= 2 && units.length > 0
    ? [{ units, series: measured }]
    : units.map((unit) => ({ units: [unit], series: measured.filter((each) => each.unit === unit) }));
  const groups = others.every((each) => each.steps) ? (others.length > 0 ? [others] : []) : others.map((each) => [each]);
  return [...plots, ...groups.map((group): Plot => ({ units: [null], series: group }))];
}

/** The index of the point nearest to a time that has a value, not farther than `reachS`; -1 when there is none. */
export function nearestIndex(series: ChartSeries, timeS: number, reachS: number): number {
  let low = 0;
  let high = series.times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((series.times[middle] ?? 0) < timeS) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  let best = -1;
  let distance = reachS;
  for (const i of [low - 2, low - 1, low, low + 1]) {
    const away = Math.abs((series.times[i] ?? Infinity) - timeS);
    if (away <= distance && typeof series.values[i] === 'number') {
      best = i;
      distance = away;
    }
  }
  return best;
}
