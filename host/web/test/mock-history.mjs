/** Readings, statistics, export and import of the mock hub. */
import { valueAt } from './mock-data.mjs';

const DAY = 86400;
const WIDTHS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];
const iso = (t) => new Date(t * 1000).toISOString();

/** The hub was away for an hour every night, and for two days a while ago: charts must show the gaps. */
function gapsOf(from, to) {
  const gaps = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    const away = day % (9 * DAY) === 0 ? [day, day + 2 * DAY] : [day + 10800, day + 14400];
    const [begins, ends] = [Math.max(from, away[0]), Math.min(to, away[1])];
    if (begins < ends && (gaps.at(-1)?.[1] ?? -1) < begins) gaps.push([begins, ends]);
  }
  return gaps;
}

const isAway = (gaps, t) => gaps.some(([from, to]) => t >= from && t < to);

class Unknown extends Error {
  body = { type: 'about:blank', status: 404, title: 'Not found', detail: 'There is no such device.' };
}

function ask(devices, lastSeen, q, id) {
  const slash = id.indexOf('/');
  const [name, metric] = [id.slice(0, slash), id.slice(slash + 1)];
  const device = devices.find((each) => each.id === name);
  if (!device) throw new Unknown();
  const from = Date.parse(q.get('from')) / 1000;
  const to = Math.min(Date.parse(q.get('to')) / 1000, Date.parse(lastSeen(name)) / 1000);
  const known = device.metrics.find((m) => m.name === metric);
  return { name, metric, unit: known?.unit ?? null, kind: known?.kind ?? 'measurement', from, to, gaps: gapsOf(from, to), points: Number(q.get('points') ?? 500) };
}

const shownGaps = (gaps) => gaps.map(([from, to]) => ({ from: iso(from), to: iso(to) }));

function bucketsOf({ name, metric, kind, from, to, gaps }, width) {
  const points = [];
  for (let t = Math.floor(from / width) * width; t < to; t += width) {
    const times = Array.from({ length: 12 }, (_, i) => t + (i * width) / 12).filter((each) => !isAway(gaps, each));
    const values = times.map((each) => valueAt(name, metric, each)).filter((v) => typeof v !== 'string').map(Number);
    if (values.length === 0) continue;
    points.push({ time: iso(t), count: Math.round((width * values.length) / 12), min: Math.min(...values), max: Math.max(...values),
      mean: values.reduce((a, b) => a + b) / values.length, first: values[0], last: values.at(-1),
      ...(kind === 'measurement' ? {} : { increase: Math.max(0, Number(valueAt(name, metric, t + width)) - values[0]) }) });
  }
  return points;
}

const widthFor = (from, to, points) => WIDTHS.find((w) => (to - from) / w <= points) ?? WIDTHS.at(-1);
const levelOf = (width) => (width % DAY === 0 ? '1d' : width % 3600 === 0 ? '1h' : '1m');

export function readings(devices, lastSeen, q) {
  const asked = ask(devices, lastSeen, q, `${q.get('device')}/${q.get('metric')}`);
  const { name: device, metric, unit, from, to, gaps, points } = asked;
  const head = { device, metric, unit, gaps: shownGaps(gaps), next: null };
  if ((to - from) / points > 60) {
    const width = widthFor(from, to, points);
    return { ...head, level: levelOf(width), bucket_s: width, points: bucketsOf(asked, width) };
  }
  const step = Math.max(1, Math.ceil((to - from) / points));
  const out = [];
  for (let t = Math.ceil(from / step) * step; t < to; t += step) {
    if (!isAway(gaps, t)) out.push({ time: iso(t), value: valueAt(device, metric, t) });
  }
  return { ...head, level: 'raw', bucket_s: null, points: out };
}

export function aligned(devices, lastSeen, q) {
  const all = q.getAll('series').map((id) => ask(devices, lastSeen, q, id));
  const width = Math.max(60, widthFor(all[0].from, Date.parse(q.get('to')) / 1000, all[0].points));
  return { level: levelOf(width), bucket_s: width, series: all.map((each) => ({
    device: each.name, metric: each.metric, unit: each.unit, kind: each.kind, points: bucketsOf(each, width), gaps: shownGaps(each.gaps) })) };
}

export function statistics(devices, lastSeen, q) {
  const asked = ask(devices, lastSeen, q, `${q.get('device')}/${q.get('metric')}`);
  const width = (asked.to - asked.from) / 400;
  const points = bucketsOf(asked, width);
  if (points.length === 0) {
    return { count: 0, min: null, max: null, mean: null, first: null, last: null, increase: null, unit_hours: null, integral_unit: null, covered_s: 0, gaps: shownGaps(asked.gaps) };
  }
  const count = points.reduce((sum, p) => sum + p.count, 0);
  const mean = points.reduce((sum, p) => sum + p.mean, 0) / points.length;
  const missing = asked.gaps.reduce((sum, [from, to]) => sum + to - from, 0);
  const covered = asked.to - asked.from - missing;
  return { count, min: Math.min(...points.map((p) => p.min)), max: Math.max(...points.map((p) => p.max)), mean, first: points[0].first, last: points.at(-1).last,
    increase: asked.kind === 'measurement' ? null : points.reduce((sum, p) => sum + p.increase, 0),
    unit_hours: (mean * covered) / 3600, integral_unit: asked.unit === null ? null : `${asked.unit}h`, covered_s: covered, gaps: shownGaps(asked.gaps) };
}

export const exported = (q) => ({ series: q.getAll('series'), format: q.get('format') });

/** Takes what looks like "time,device,metric,value". */
export function imported(text) {
  const lines = String(text).trim().split('\n').slice(1);
  const errors = lines.flatMap((line, i) => {
    const value = line.split(',')[3];
    return Number.isNaN(Date.parse(line.split(',')[0])) ? [{ line: i + 2, reason: `“${line.split(',')[0]}” is not a time; write it like 2026-03-08T12:00:00Z.` }]
      : value === undefined || value === '' ? [{ line: i + 2, reason: 'There is no value.' }] : [];
  });
  return { imported: lines.length - errors.length, refused: errors.length, errors: errors.slice(0, 100) };
}
