import { request } from './http.js';

export interface Machine {
  model: string | null;
  operating_system: string;
  architecture: string;
  processors: number;
  /** 0 to 1. */
  cpu_load: number | null;
  temperature_celsius: number | null;
  memory_total_bytes: number | null;
  memory_available_bytes: number | null;
  uptime_s: number | null;
}

export interface Disk {
  free_bytes: number;
  total_bytes: number;
  warning: string | null;
  full_in_s: number | null;
}

/** How long each level is kept; null: for ever. */
export interface RetentionRule {
  pattern: string;
  raw_s: number | null;
  minute_s: number | null;
  hour_s: number | null;
  day_s: number | null;
}

export interface StorageDamage {
  found_at: string;
  file: string;
  lost: string;
}

export interface ExportState {
  target: string;
  state: string;
  message: string | null;
  sent: number;
  refused: number;
  missed: number;
  /** Samples that wait. */
  lag: number;
  last_success: string | null;
}

/** What the store does not know is null. */
export interface Storage {
  state: 'ok' | 'failing';
  message: string | null;
  troubles: string[];
  since: string;
  engine: string | null;
  series: number | null;
  readings_kept: number | null;
  readings_written: number;
  readings_waiting: number | null;
  bytes_on_disk: number;
  journal_bytes: number | null;
  block_bytes: number | null;
  rollup_bytes: number | null;
  disk: Disk | null;
  raw_from: string | null;
  retention: RetentionRule[];
  commit_window_ms: number | null;
  rollup_lag_s: number | null;
  damages: StorageDamage[];
  export: ExportState | null;
}

/** What was written in a stretch of time; what is not measured is null. */
export interface WriteFigures {
  covered_s: number;
  process_bytes: number | null;
  recorder_bytes: number | null;
  payload_bytes: number | null;
  commits: number;
  syncs: number | null;
  readings: number;
  write_amplification: number | null;
  process_bytes_per_hour: number | null;
  recorder_bytes_per_hour: number | null;
  commits_per_hour: number | null;
  syncs_per_hour: number | null;
}

export interface WriteMinute {
  until: string;
  process_bytes: number | null;
  recorder_bytes: number | null;
  syncs: number | null;
}

export interface SystemState {
  version: string;
  runtime: string;
  uptime_s: number;
  machine: Machine;
  process: { memory_bytes: number; managed_memory_bytes: number; cpu_load: number | null };
  storage: Storage;
  write_budget: { last_hour: WriteFigures; since_start: WriteFigures; minutes: WriteMinute[] };
}

export const getSystem = (signal?: AbortSignal): Promise<SystemState> => request('/api/system', { signal });
