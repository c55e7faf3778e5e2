import type { Device } from '../../api/devices.js';

export type Range = '1h' | '24h' | '3d' | '7d' | '30d' | '1y' | 'custom';

export const RANGES: readonly { range: Exclude<Range, 'custom'>; label: string; spanS: number }[] = [
  { range: '1h', label: '1 h', spanS: 3600 },
  { range: '24h', label: '24 h', spanS: 86_400 },
  { range: '3d', label: '3 d', spanS: 3 * 86_400 },
  { range: '7d', label: '7 d', spanS: 7 * 86_400 },
  { range: '30d', label: '30 d', spanS: 30 * 86_400 },
  { range: '1y', label: '1 y', spanS: 365 * 86_400 },
];

/** As many as there are colours that can be told apart. */
export const MOST_METRICS = 6;

/** The shortest stretch that zooming leads to. */
const SHORTEST_MS = 5000;
const DEFAULT_RANGE: Range = '24h';

/** What the history shows; lives in the address so that it can be shared. */
export interface Selection {
  device: string;
  metrics: readonly string[];
  range: Range;
  /** A stretch that was zoomed to or chosen; undefined: the range up to now. */
  zoom: TimeWindow | undefined;
}

export interface TimeWindow {
  from: Date;
  to: Date;
}

export function parseSelection(search: string): Selection {
  const query = new URLSearchParams(search);
  const named = query.get('range');
  const range = named === 'custom' || RANGES.some((each) => each.range === named) ? (named as Range) : DEFAULT_RANGE;
  const from = new Date(query.get('from') ?? NaN);
  const to = new Date(query.get('to') ?? NaN);
  const zoom = from.getTime() < to.getTime() ? { from, to } : undefined;
  return {
    device: query.get('device') ?? '',
    metrics: [...new Set(query.getAll('metric'))].slice(0, MOST_METRICS),
    range: range === 'custom' && zoom === undefined ? DEFAULT_RANGE : range,
    zoom,
  };
}

export function selectionAddress({ device, metrics, range, zoom }: Selection): string {
  const query = new URLSearchParams();
  if (device !== '') {
    query.set('device', device);
  }
  metrics.forEach((metric) => query.append('metric', metric));
  query.set('range', range);
  if (zoom !== undefined) {
    query.set('from', zoom.from.toISOString());
    query.set('to', zoom.to.toISOString());
  }
  return `/history?${query.toString()}`;
}

/** Fills in what the address leaves open: the first device with metrics, and its first quantity on all phases. */
export function completeSelection(selection: Selection, devices: readonly Device[]): Selection {
  const device = selection.device === '' ? (devices.find((each) => each.metrics.length > 0) ?? devices[0]) : devices.find((each) => each.id === selection.device);
  if (device === undefined) {
    return selection;
  }
  return { ...selection, device: device.id, metrics: selection.metrics.length > 0 ? selection.metrics : firstMetrics(device) };
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
export function windowOf({ range, zoom }: Selection, now: Date): TimeWindow {
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
