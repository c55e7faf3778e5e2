import type { Device, Metric } from '../../api/devices.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { getAligned, getLatest, getSeries, seriesId, type AlignedSeries, type SeriesName } from '../../api/readings.js';
import { bucketBars, bucketLine, toChartSeries, type ChartSeries } from '../../charts/series.js';
import type { TimeSpan } from '../../charts/zoom.js';
import { humanize, metricLabel } from '../../format/labels.js';
import { completeSelection, parseSelection, windowOf, type Selection, type TimeWindow } from './selection.js';

/** From so many seconds a point on, minutes are as exact as the picture can show; below, single readings are asked for. */
const BUCKETS_FROM_S = 60;
/** More bars than this are too thin to compare. */
const MOST_BARS = 56;

export interface HistoryAnswer {
  devices: readonly Device[];
  /** What the answer is for; the address may have moved on. */
  selection: Selection;
  window: TimeWindow;
  span: TimeSpan;
  series: readonly ChartSeries[];
  /** How exact the series are: "raw" or the length of their buckets. */
  levels: readonly string[];
  /** The hub cut at least one series. */
  cut: boolean;
  /** When nothing was found: the newest reading of the chosen metrics. */
  newest: Date | undefined;
  /** Nothing could be read. */
  error: ApiError | undefined;
  /** What is wrong with some of the series, by their ids. */
  faults: ReadonlyMap<string, string>;
}

/** What people know of a series. */
export interface KnownSeries {
  id: string;
  name: SeriesName;
  label: string;
  /** Its device's name, "" when all series are of one device. */
  device: string;
  metric: Metric | undefined;
}

export const isCounter = (metric: Metric | undefined): boolean => metric?.kind === 'total' || metric?.kind === 'total_increasing';

/** Names and kinds of series; with more than one device, the device is named too. */
export function knownSeries(series: readonly SeriesName[], devices: readonly Device[]): KnownSeries[] {
  const several = new Set(series.map((each) => each.device)).size > 1;
  return series.map((name) => {
    const device = devices.find((each) => each.id === name.device);
    const metric = device?.metrics.find((each) => each.name === name.metric);
    const words = metric === undefined ? humanize(name.metric) : metricLabel(metric);
    const owner = device?.name ?? name.device;
    return { id: seriesId(name), name, device: several ? owner : '', metric, label: words };
  });
}

interface Part {
  series: ChartSeries[];
  level: string;
  cut: boolean;
}

/** Reads everything that the plot shows for an address. */
export async function queryHistory(search: string, points: number, devices: readonly Device[], signal: AbortSignal): Promise<HistoryAnswer> {
  const selection = completeSelection(parseSelection(search), devices);
  const window = windowOf(selection, new Date());
  const span = { fromS: window.from.getTime() / 1000, toS: window.to.getTime() / 1000 };
  const answer: HistoryAnswer = {
    devices, selection, window, span, series: [], levels: [], cut: false, newest: undefined, error: undefined, faults: new Map(),
  };
  const wanted = knownSeries(selection.series, devices).filter((each) => !selection.hidden.includes(each.id));
  if (wanted.length === 0) {
    return answer;
  }
  const bars = selection.counters === 'increase' ? wanted.filter((each) => isCounter(each.metric)) : [];
  const lines = wanted.filter((each) => !bars.includes(each));
  const single = (span.toS - span.fromS) / points < BUCKETS_FROM_S;
  const asked: { of: readonly KnownSeries[]; part: Promise<Part> }[] = [
    ...(bars.length > 0 ? [{ of: bars, part: aligned(bars, window, Math.min(points, MOST_BARS), bucketBars, signal) }] : []),
    ...(single ? lines.map((each) => ({ of: [each], part: alone(each, window, points, signal) })) : []),
    ...(!single && lines.length > 0 ? [{ of: lines, part: aligned(lines, window, points, bucketLine, signal) }] : []),
  ];
  const settled = await Promise.allSettled(asked.map(({ part }) => part));
  signal.throwIfAborted();
  return await finish(answer, settled, asked.map(({ of }) => of), signal);
}

async function finish(answer: HistoryAnswer, settled: readonly PromiseSettledResult<Part>[], asked: readonly (readonly KnownSeries[])[], signal: AbortSignal): Promise<HistoryAnswer> {
  const parts = settled.filter((each) => each.status === 'fulfilled').map((each) => each.value);
  const failures = settled.map((each) => (each.status === 'rejected' ? asApiError(each.reason) : undefined));
  const first = failures.find((each) => each !== undefined);
  if (first?.offline === true) {
    throw first; // what is in view stays until the hub is back
  }
  if (parts.length === 0) {
    return { ...answer, error: first };
  }
  const order = answer.selection.series.map(seriesId);
  const series = parts.flatMap((part) => part.series).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const isEmpty = series.every((each) => each.values.length === 0);
  return {
    ...answer,
    series,
    levels: [...new Set(parts.map((part) => part.level))],
    cut: parts.some((part) => part.cut),
    faults: new Map(failures.flatMap((failure, i) => (failure === undefined ? [] : (asked[i] ?? []).map(({ id }) => [id, failure.message] as const)))),
    newest: isEmpty ? await newestReading(answer.selection.series, signal) : undefined,
  };
}

async function alone(known: KnownSeries, window: TimeWindow, points: number, signal: AbortSignal): Promise<Part> {
  const answer = await getSeries({ ...known.name, ...window, points }, signal);
  const series = toChartSeries(answer, known.label, known.id);
  return { series: [{ ...series, unit: series.unit ?? known.metric?.unit ?? null }], level: answer.level, cut: answer.next !== null };
}

type Draw = (series: AlignedSeries, bucketS: number, label: string, id: string) => ChartSeries;

async function aligned(all: readonly KnownSeries[], window: TimeWindow, points: number, draw: Draw, signal: AbortSignal): Promise<Part> {
  const answer = await getAligned(all.map(({ name }) => name), window, points, signal);
  const series = all.flatMap((known) => {
    const found = answer.series.find((each) => seriesId(each) === known.id);
    if (found === undefined) {
      return [];
    }
    // A counter stands where it stood last; its mean says nothing.
    const points = isCounter(known.metric) ? found.points.map((point) => ({ ...point, mean: point.last })) : found.points;
    const series = draw({ ...found, points, unit: found.unit ?? known.metric?.unit ?? null }, answer.bucket_s, known.label, known.id);
    return [isCounter(known.metric) ? { ...series, band: null } : series];
  });
  return { series, level: `${answer.bucket_s}`, cut: false };
}

async function newestReading(series: readonly SeriesName[], signal: AbortSignal): Promise<Date | undefined> {
  const ids = new Set(series.map(seriesId));
  const latest = await Promise.all([...new Set(series.map((each) => each.device))].map((device) => getLatest(device, signal)));
  const times = latest.flat().filter((reading) => ids.has(seriesId(reading))).map((reading) => Date.parse(reading.time));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
