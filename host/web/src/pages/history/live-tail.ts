import { gapLimit, type ChartSeries } from '../../charts/series.js';
import type { HistoryAnswer } from './history-query.js';
import { windowOf } from './selection.js';

/** The usual distance of readings is judged by so many of the last ones. */
const JUDGED = 50;

/** The same readings, up to now. */
export function followRange(answer: HistoryAnswer, now: Date): HistoryAnswer {
  const window = windowOf(answer.selection, now);
  return { ...answer, window, span: { fromS: window.from.getTime() / 1000, toS: window.to.getTime() / 1000 } };
}

/** Adds a sample of the event stream to the series that show single readings. */
export function withSample(answer: HistoryAnswer, device: string, data: unknown): HistoryAnswer {
  const sample = data as { time?: unknown; metrics?: Record<string, unknown> } | null;
  const timeS = Date.parse(String(sample?.time)) / 1000;
  const metrics = sample?.metrics;
  if (Number.isNaN(timeS) || metrics === undefined) {
    return answer;
  }
  const series = answer.series.map((each) => {
    const value = each.band === null && each.bars === undefined && each.id.startsWith(`${device}/`) ? metrics[each.id.slice(device.length + 1)] : undefined;
    return typeof value === 'number' || typeof value === 'boolean' ? append(each, timeS, Number(value), answer.span.fromS) : each;
  });
  return { ...answer, series };
}

function append(series: ChartSeries, timeS: number, value: number, fromS: number): ChartSeries {
  const last = series.times.at(-1);
  if (last !== undefined && timeS <= last) {
    return series; // late readings come with the next whole answer
  }
  // One reading before the range stays, so that the line begins at the edge.
  const first = Math.max(0, series.times.findIndex((time) => time >= fromS) - 1);
  const [times, values] = [series.times.slice(first), series.values.slice(first)];
  if (last !== undefined && timeS - last > gapLimit(times.slice(-JUDGED))) {
    times.push((last + timeS) / 2);
    values.push(null);
  }
  times.push(timeS);
  values.push(value);
  return { ...series, times, values };
}
