import type { Device } from '../../api/devices.js';
import { seriesId, type SeriesName } from '../../api/readings.js';
import { t } from '../../text/text.js';

export type Range = '1h' | '24h' | '3d' | '7d' | '30d' | '1y' | 'custom';

export const RANGES: readonly { range: Exclude<Range, 'custom'>; label: string; spanS: number }[] = [
  { range: '1h', label: t('history.hour'), spanS: 3600 },
  { range: '24h', label: t('history.day'), spanS: 86_400 },
  { range: '3d', label: t('history.3Days'), spanS: 3 * 86_400 },
  { range: '7d', label: t('history.week'), spanS: 7 * 86_400 },
  { range: '30d', label: t('history.month'), spanS: 30 * 86_400 },
  { range: '1y', label: t('history.year'), spanS: 365 * 86_400 },
];

/** As many as there are colours that can be told apart. */
export const MOST_SERIES = 12;

/** The shortest stretch that zooming leads to. */
const SHORTEST_MS = 5000;
const DEFAULT_RANGE: Range = '24h';

export interface TimeWindow {
  from: Date;
  to: Date;
}

export interface RangeSelection {
  range: Range;
  /** A stretch that was zoomed to or chosen; undefined: the range up to now. */
  zoom: TimeWindow | undefined;
}

/** How counters are drawn: what was counted in each bucket, or where the counter stood. */
export type CounterMode = 'increase' | 'value';

/** What the history shows; lives in the address so that it can be shared. */
export interface Selection extends RangeSelection {
  series: readonly SeriesName[];
  /** Nobody chose series yet; those of this device, "" for any, are wanted. */
  open: string | undefined;
  /** Series that are listed and not drawn. */
  hidden: readonly string[];
  counters: CounterMode;
  /** The range follows the time. */
  live: boolean;
}

export function parseRange(query: URLSearchParams): RangeSelection {
  const named = query.get('range');
  const range = named === 'custom' || RANGES.some((each) => each.range === named) ? (named as Range) : DEFAULT_RANGE;
  const from = new Date(query.get('from') ?? NaN);
  const to = new Date(query.get('to') ?? NaN);
  const zoom = from.getTime() < to.getTime() ? { from, to } : undefined;
  return { range: range === 'custom' && zoom === undefined ? DEFAULT_RANGE : range, zoom };
}

export function parseSelection(search: string): Selection {
  const query = new URLSearchParams(search);
  const device = query.get('device') ?? '';
  const named = [
    ...query.getAll('series').map(parseSeries).filter((each) => each !== undefined),
    ...(device === '' ? [] : query.getAll('metric').map((metric) => ({ device, metric }))),
  ];
  const series = [...new Map(named.map((each) => [seriesId(each), each])).values()].slice(0, MOST_SERIES);
  const range = parseRange(query);
  return {
    ...range,
    series,
    open: series.length === 0 && !query.has('series') ? device : undefined,
    hidden: query.getAll('hide'),
    counters: query.get('counters') === 'value' ? 'value' : 'increase',
    live: query.has('live') && range.zoom === undefined,
  };
}

function parseSeries(id: string): SeriesName | undefined {
  const slash = id.indexOf('/');
  return slash > 0 && slash < id.length - 1 ? { device: id.slice(0, slash), metric: id.slice(slash + 1) } : undefined;
}

export function selectionAddress({ series, hidden, range, zoom, counters, live }: Selection): string {
  const query = new URLSearchParams();
  if (series.length === 0) {
    query.set('series', '');
  }
  series.forEach((each) => query.append('series', seriesId(each)));
  hidden.forEach((id) => query.append('hide', id));
  query.set('range', range);
  if (zoom !== undefined) {
    query.set('from', zoom.from.toISOString());
    query.set('to', zoom.to.toISOString());
  } else if (live) {
    query.set('live', '1');
  }
  if (counters !== 'increase') {
    query.set('counters', counters);
  }
  return `/history?${query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}

/** Fills in what the address leaves open: the first device with metrics, and its first quantity on all phases. */
export function completeSelection(selection: Selection, devices: readonly Device[]): Selection {
  if (selection.open === undefined) {
    return selection;
  }
  const device = selection.open === '' ? devices.find((each) => each.metrics.length > 0) : devices.find((each) => each.id === selection.open);
  const series = device === undefined ? [] : firstMetrics(device).map((metric) => ({ device: device.id, metric }));
  return { ...selection, series, open: undefined };
}

export function firstMetrics(device: Device): string[] {
  const names = device.metrics.map((metric) => metric.name);
  const first = names[0];
  if (first === undefined) {
    return [];
  }
  const phases = ['l1', 'l2', 'l3'].map((phase) => first.replace(/^l1\./, `${phase}.`));
  return first.startsWith('l1.') ? phases.filter((name) => names.includes(name)) : [first];
}

/** The stretch of time that a selection means now. */
export function windowOf({ range, zoom }: RangeSelection, now: Date): TimeWindow {
  if (zoom !== undefined) {
    return zoom;
  }
  return { from: new Date(now.getTime() - spanMs(range)), to: now };
}

/** A stretch as long as the range that ends shortly after a moment, to look at old readings. */
export function windowEndingAt(range: Range, moment: Date, current: TimeWindow): TimeWindow {
  const length = range === 'custom' ? current.to.getTime() - current.from.getTime() : spanMs(range);
  const to = moment.getTime() + length * 0.02;
  return { from: new Date(to - length), to: new Date(to) };
}

/** The stretch moved by a part of its length, or scaled about its middle. */
export function moveWindow({ from, to }: TimeWindow, shift: number, scale = 1): TimeWindow {
  const length = to.getTime() - from.getTime();
  const middle = (from.getTime() + to.getTime()) / 2 + length * shift;
  const half = Math.max(SHORTEST_MS, length * scale) / 2;
  return { from: new Date(middle - half), to: new Date(middle + half) };
}

function spanMs(range: Range): number {
  return (RANGES.find((each) => each.range === range)?.spanS ?? 86_400) * 1000;
}
