import type { BucketPoint, Gap, Series } from '../api/readings.js';
import { t } from '../text/text.js';

/** Something that counts is drawn as bars, one a bucket. */
export interface Bars {
  widthS: number;
}

/** One metric ready to be drawn. Times are Unix seconds, ascending; a null value is a gap in the line. */
export interface ChartSeries {
  id: string;
  label: string;
  unit: string | null;
  times: number[];
  /** Readings, or the means of rollup buckets, or increases. */
  values: (number | null)[];
  /** The extremes of the buckets; null for single readings. */
  band: { min: (number | null)[]; max: (number | null)[] } | null;
  /** Drawn as steps: the value holds until the next one. */
  steps: boolean;
  /** Only on or off, or how much of the time it was on. */
  onOff: boolean;
  /** Bars instead of a line; their times are the middles. */
  bars?: Bars;
  /** How many readings were texts, which cannot be drawn. */
  texts: number;
}

/** Without word from the hub a line is broken where readings are missing for this many usual distances … */
const GAP_FACTOR = 6;
/** … but not for less than this. */
const LEAST_GAP_S = 30;

/** Turns the hub's answer into something to draw. */
export function toChartSeries(series: Series, label: string, id = series.metric): ChartSeries {
  const head = { id, label, unit: series.unit };
  if (series.bucket_s !== null) {
    return bucketLine(series, series.bucket_s, label, id);
  }
  const drawable = series.points.filter((point) => typeof point.value !== 'string');
  const times = drawable.map((point) => Date.parse(point.time) / 1000);
  const breaks = series.gaps === undefined ? farApart(times, gapLimit(times)) : reported(times, series.gaps, 0);
  const [filled, [values]] = withGaps(times, [drawable.map((point) => Number(point.value))], breaks);
  const onOff = drawable.length > 0 && drawable.every((point) => typeof point.value === 'boolean');
  return { ...head, times: filled, values: values ?? [], band: null, steps: onOff, onOff, texts: series.points.length - drawable.length };
}

interface Buckets {
  unit: string | null;
  points: readonly BucketPoint[];
  gaps?: readonly Gap[] | undefined;
}

/** Buckets as a line of their means with a band from lowest to highest. A bucket is drawn in its middle. */
export function bucketLine({ unit, points, gaps }: Buckets, bucketS: number, label: string, id: string): ChartSeries {
  const times = points.map((point) => Date.parse(point.time) / 1000 + bucketS / 2);
  const breaks = gaps === undefined ? farApart(times, bucketS * 1.5) : reported(times, gaps, bucketS / 2);
  const [filled, [values, min, max]] = withGaps(times, [points.map((p) => p.mean), points.map((p) => p.min), points.map((p) => p.max)], breaks);
  const bit = (value: number): boolean => value === 0 || value === 1;
  const onOff = unit === null && points.length > 0 && points.every((p) => bit(p.min) && bit(p.max) && bit(p.first) && bit(p.last));
  return { id, label, unit, times: filled, values: values ?? [], band: { min: min ?? [], max: max ?? [] }, steps: false, onOff, texts: 0 };
}

/** Buckets of a counter as bars of what was counted in each. */
export function bucketBars({ unit, points }: Buckets, bucketS: number, label: string, id: string): ChartSeries {
  return {
    id, label, unit, band: null, steps: false, onOff: false, texts: 0,
    times: points.map((point) => Date.parse(point.time) / 1000 + bucketS / 2),
    values: points.map((point) => point.increase ?? null),
    bars: { widthS: bucketS },
  };
}

/** The length of a bucket: "30 min", "day"; short: "7 d". */
export function bucketWords(seconds: number, short = false): string {
  for (const [length, unit, one] of [[86_400, 'd', 'chart.day'], [3600, 'h', 'chart.hour'], [60, 'min', 'chart.minute']] as const) {
    if (seconds % length === 0) {
      const count = seconds / length;
      return count === 1 ? (short ? unit : t(one)) : !short && unit === 'd' ? t('chart.days', { count }) : `${count} ${unit}`;
    }
  }
  return `${seconds} s`;
}

/** From which distance on two readings are not joined by a line, judged by their usual distance. */
export function gapLimit(times: readonly number[]): number {
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time)).sort((a, b) => a - b);
  const median = steps[Math.floor(steps.length / 2)] ?? 0;
  return Math.max(LEAST_GAP_S, median * GAP_FACTOR);
}

/** Whether the line is broken before the i-th time. */
type Breaks = (i: number) => boolean;

const farApart = (times: readonly number[], limit: number): Breaks => (i) => (times[i] ?? 0) - (times[i - 1] ?? 0) > limit;

/** Broken exactly where the hub says that readings are missing, for at least so long between two points. */
function reported(times: readonly number[], gaps: readonly Gap[], leastS: number): Breaks {
  const stretches = gaps.map(({ from, to }) => [Date.parse(from) / 1000, Date.parse(to) / 1000] as const).sort((a, b) => a[0] - b[0]);
  let next = 0;
  return (i) => {
    const [after, before] = [times[i - 1] ?? 0, times[i] ?? 0];
    while ((stretches[next]?.[1] ?? Infinity) <= after) {
      next += 1;
    }
    for (let at = next; (stretches[at]?.[0] ?? Infinity) < before; at += 1) {
      const [from, to] = stretches[at] ?? [0, 0];
      if (Math.min(to, before) - Math.max(from, after) > leastS) {
        return true;
      }
    }
    return false;
  };
}

function withGaps(times: readonly number[], columns: readonly number[][], breaks: Breaks): [number[], (number | null)[][]] {
  const filled: number[] = [];
  const outs: (number | null)[][] = columns.map(() => []);
  times.forEach((time, i) => {
    if (i > 0 && breaks(i)) {
      filled.push(((times[i - 1] ?? time) + time) / 2);
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

/** Puts columns with times of their own on one common axis. With a grid, times are moved to its lines, so that many series of single
 * readings do not make as many times as there are readings. */
export function joinColumns(tables: readonly { times: readonly number[]; columns: readonly (readonly (number | null)[])[] }[], gridS = 0): JoinedColumns {
  const snapped = tables.map((table) => (gridS > 0 ? snap(table.times, gridS) : table.times));
  const times = [...new Set(snapped.flat())].sort((a, b) => a - b);
  const at = new Map(times.map((time, i) => [time, i]));
  const columns = tables.flatMap((table, t) =>
    table.columns.map((column) => {
      const out = new Array<number | null | undefined>(times.length).fill(undefined);
      snapped[t]?.forEach((time, i) => {
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

/** Each time on a line of the grid of its own: two in one place follow each other. */
function snap(times: readonly number[], gridS: number): number[] {
  let last = -Infinity;
  return times.map((time) => {
    last = Math.max(Math.round(time / gridS), last + 1);
    return last * gridS;
  });
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
