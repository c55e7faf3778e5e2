import { request, requestFile, type Download } from './http.js';

export interface Machine {
  model: string | null;
  operating_system: string;
  kernel: string | null;
  throttled: Throttled | null;
  architecture: string;
  processors: number;
  /** 0 to 1. */
  cpu_load: number | null;
  temperature_celsius: number | null;
  memory_total_bytes: number | null;
  memory_available_bytes: number | null;
  uptime_s: number | null;
}

/** What the firmware of a Raspberry Pi says, now and since the machine started. */
export type Throttled = Record<'under_voltage' | 'frequency_capped' | 'throttled' | 'soft_temperature_limit'
  | 'under_voltage_since_boot' | 'frequency_capped_since_boot' | 'throttled_since_boot' | 'soft_temperature_limit_since_boot', boolean>;

/** Ten seconds; loads are 0 to 1. */
export interface CpuPoint {
  until: string;
  machine: number | null;
  process: number | null;
  temperature_celsius: number | null;
}

export interface NetworkInterface {
  name: string;
  is_up: boolean;
  kind: 'ethernet' | 'wifi' | 'loopback' | 'other';
  addresses: string[];
}

export interface HubProcess {
  memory_bytes: number;
  managed_memory_bytes: number;
  cpu_load: number | null;
  heap_committed_bytes: number;
  collections: number;
  full_collections: number;
  collection_pause_s: number;
  pool_threads: number;
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
  disk: Disk | null;
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
  sqlite: string;
  uptime_s: number;
  machine: Machine;
  cpu_history: CpuPoint[];
  plugins: { id: string; name: string; memory_bytes: number }[];
  service: { supervisor: string | null; watchdog_s: number | null };
  process: HubProcess;
  storage: Storage;
  write_budget: { last_hour: WriteFigures; since_start: WriteFigures; minutes: WriteMinute[] };
}

export const getSystem = (signal?: AbortSignal): Promise<SystemState> => request('/api/system', { signal });

export const getNetwork = (signal?: AbortSignal): Promise<NetworkInterface[]> => request('/api/system/network', { signal });

/** A zip file of what helps to find a fault, without secrets. */
export const getDiagnostics = (): Promise<Download> => requestFile('/api/system/diagnostics');

/** Has the hub stop and start again. */
export const restartHub = (): Promise<void> => request('/api/system/restart', { method: 'POST' });
