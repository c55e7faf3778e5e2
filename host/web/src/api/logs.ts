import { query, request } from './http.js';

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical';

export interface LogLine {
  id: number;
  time: string;
  level: LogLevel;
  category: string;
  message: string;
  exception: string | null;
  plugin: string | null;
}

export interface LogPage {
  /** The newest first. */
  lines: LogLine[];
  next: number | null;
}

export interface LogQuery {
  plugin?: string | undefined;
  level?: LogLevel | undefined;
  text?: string | undefined;
  category?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
}

/** An empty category stands for all. */
export interface LevelRule {
  category: string;
  level: LogLevel | 'none';
  until: string | null;
}

/** A rule to be; `for_s` makes an end without a common clock. */
export interface LevelRuleChange {
  category: string;
  level: LogLevel | 'none';
  until?: string | null;
  for_s?: number;
}

export interface LogFiles {
  bytes: number | null;
  maximum_bytes: number;
  lines_lost: number;
  trouble: string | null;
}

export interface LogLevels {
  rules: LevelRule[];
  built_in: LevelRule[];
  floors: { category: string; level: LogLevel; reason: string }[];
  files: LogFiles | null;
}

export const getLogs = ({ plugin, level, text, category, before, limit }: LogQuery, signal?: AbortSignal): Promise<LogPage> =>
  request(`/api/logs${query({ plugin, level, text, category, before, limit })}`, { signal });

export const getLogLevels = (signal?: AbortSignal): Promise<LogLevels> => request('/api/logs/levels', { signal });

export const setLogLevels = (rules: readonly LevelRuleChange[]): Promise<LogLevels> =>
  request('/api/logs/levels', { method: 'PUT', body: { rules } });
