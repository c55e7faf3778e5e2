import { query, request } from './http.js';

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
}

interface SeriesHead {
  device: string;
  metric: string;
  unit: string | null;
  level: 'raw' | '1m' | '1h' | '1d';
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
