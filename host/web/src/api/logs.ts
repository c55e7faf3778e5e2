import { query, request } from './http.js';

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical';

export interface LogLine {
  id: number;
  time: string;
  level: LogLevel;
  category: string;
  message: string;
  exception: string | null;
}

export interface LogPage {
  /** The newest first. */
  lines: LogLine[];
  next: number | null;
}

export interface LogQuery {
  level?: LogLevel | undefined;
  text?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
}

export const getLogs = (plugin: string, { level, text, before, limit }: LogQuery, signal?: AbortSignal): Promise<LogPage> =>
  request(`/api/plugins/${encodeURIComponent(plugin)}/logs${query({ level, text, before, limit })}`, { signal });
