import type { MetricKind } from './devices.js';
import { query, request } from './http.js';
import { upload, type Upload } from './upload.js';

export type Value = number | boolean | string;

export interface LatestReading {
  device: string;
  metric: string;
  value: Value;
  unit: string | null;
  time: string;
  quality: 'good' | 'stale';
}

export interface RawPoint {
  time: string;
  value: Value;
}

export interface BucketPoint {
  time: string;
  count: number;
  min: number;
  max: number;
  mean: number;
  first: number;
  last: number;
  /** What a counter counted in the bucket, resets left out. */
  increase?: number | null;
}

/** A stretch without readings that is longer than is usual for the metric. */
export interface Gap {
  from: string;
  to: string;
}

export type Level = 'raw' | '1m' | '1h' | '1d';

interface SeriesHead {
  device: string;
  metric: string;
  unit: string | null;
  level: Level;
  /** Where nothing was recorded; missing when the answer does not tell. */
  gaps?: Gap[];
  /** Where the rest begins when the answer was cut; null when it is whole. */
  next: string | null;
}

export type Series =
  | (SeriesHead & { bucket_s: null; points: RawPoint[] })
  | (SeriesHead & { bucket_s: number; points: BucketPoint[] });

export interface SeriesQuery {
  device: string;
  metric: string;
  from: Date;
  to: Date;
  /** About how many points the reader can show. */
  points: number;
}

export const getLatest = (device?: string, signal?: AbortSignal): Promise<LatestReading[]> =>
  request(`/api/readings/latest${query({ device })}`, { signal });

export const getSeries = (q: SeriesQuery, signal?: AbortSignal): Promise<Series> =>
  request(
    `/api/readings${query({ device: q.device, metric: q.metric, from: q.from.toISOString(), to: q.to.toISOString(), points: q.points })}`,
    { signal },
  );

/** A device's metric. */
export interface SeriesName {
  device: string;
  metric: string;
}

export interface Stretch {
  from: Date;
  to: Date;
}

/** As the API names a series: "device/metric". */
export const seriesId = ({ device, metric }: SeriesName): string => `${device}/${metric}`;

export interface AlignedSeries extends SeriesName {
  unit: string | null;
  kind: MetricKind;
  points: BucketPoint[];
  gaps?: Gap[];
}

export interface Aligned {
  level: Level;
  bucket_s: number;
  series: AlignedSeries[];
}

/** Several metrics in buckets that begin at the same times. */
export const getAligned = (series: readonly SeriesName[], stretch: Stretch, points: number, signal?: AbortSignal): Promise<Aligned> =>
  request(`/api/readings/aligned?${stretchQuery(series, stretch, { points: String(points) })}`, { signal });

/** What a metric did in a stretch of time. */
export interface Statistics {
  count: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  first: number | null;
  last: number | null;
  increase: number | null;
  /** The integral over time in hours of the unit, e.g. Wh from W; gaps count as nothing. */
  unit_hours: number | null;
  integral_unit: string | null;
  covered_s: number | null;
  gaps: Gap[];
}

export const getStatistics = ({ device, metric }: SeriesName, { from, to }: Stretch, signal?: AbortSignal): Promise<Statistics> =>
  request(`/api/readings/statistics${query({ device, metric, from: from.toISOString(), to: to.toISOString() })}`, { signal });

/** Where a file with the readings of a stretch is to be had. */
export const exportAddress = (series: readonly SeriesName[], stretch: Stretch, format: 'csv' | 'jsonl'): string =>
  `/api/readings/export?${stretchQuery(series, stretch, { format })}`;

export interface ImportResult {
  imported: number;
  refused: number;
  errors: { line: number; reason: string }[];
}

/** Sends a file of readings, CSV or JSON lines by its name. */
export function importReadings(file: File, onProgress: (sentBytes: number) => void): Upload {
  const type = /\.(jsonl|ndjson)$/i.test(file.name) ? 'application/x-ndjson' : 'text/csv';
  return upload('/api/readings/import', new File([file], file.name, { type }), onProgress);
}

function stretchQuery(series: readonly SeriesName[], { from, to }: Stretch, rest: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams();
  series.forEach((each) => search.append('series', seriesId(each)));
  search.set('from', from.toISOString());
  search.set('to', to.toISOString());
  Object.entries(rest).forEach(([name, value]) => search.set(name, value));
  return search.toString();
}
