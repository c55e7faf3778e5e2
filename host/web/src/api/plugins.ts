import { query, request } from './http.js';

export type PluginState = 'disabled' | 'starting' | 'running' | 'stopping' | 'incompatible' | 'quarantined'
  | 'installed' | 'degraded' | 'waiting';

export interface PageLink {
  id: string;
  title: string;
  icon: string | null;
  hidden: boolean;
}

export interface Permissions {
  /** MQTT topic filters. */
  subscribe: string[];
  /** MQTT topic filters. */
  publish: string[];
  /** Hosts. */
  connect: string[];
  /** Hardware ports. */
  hardware: string[];
}

/** What a version asks for beyond what was granted. */
export interface PendingPermissions extends Permissions {
  /** TCP ports of its own. */
  listen: number[];
}

export interface Signature {
  status: 'bundled' | 'signed' | 'unknown_key' | 'unsigned';
  signer: string | null;
  /** SHA-256 of the signer's key. */
  fingerprint: string | null;
}

export interface PluginVersion {
  name: string;
  source: 'bundled' | 'installed';
  /** Why it cannot be used; null when it can. */
  reason: string | null;
  signature: Signature;
  /** Of the package file. */
  sha256: string | null;
  installed_at: string | null;
}

export interface PluginChange {
  from: string;
  to: string;
  outcome: 'upgraded' | 'rolled_back' | 'failed';
  reason: string | null;
  at: string;
}

export interface Violation {
  kind: 'publish' | 'subscribe' | 'record' | 'connect' | 'hardware' | 'listen';
  text: string;
  count: number;
  last_at: string;
}

/** Counts since the hub's start, over restarts and upgrades. */
export interface PluginUsage {
  /** An estimate; 0 while it does not run. */
  memory_bytes: number;
  allocated_bytes: number;
  requests: number;
  request_errors: number;
  requests_refused: number;
  in_flight: number;
  long_requests: number;
  samples: number;
  sample_errors: number;
  /** Samples that wait for its handlers. */
  handler_lag: number;
  samples_missed: number;
  unobserved_failures: number;
  thread_failures: number;
  violations: Violation[];
  not_unloaded: number;
  stray_files: string[];
}

export interface Plugin {
  id: string;
  name: string;
  version: string;
  description: string | null;
  license: string | null;
  icon: string | null;
  state: PluginState;
  reason: string | null;
  enabled: boolean;
  sdk: string | null;
  permissions: Permissions;
  drivers: string[];
  pages: PageLink[];
  /** False of one that never ran: nobody knows its settings. */
  has_settings: boolean;
  /** How many jobs it has. */
  jobs: number;
  listener_port: number | null;
  /** What is being done with it, e.g. `loading 1.2.0`. */
  phase: string | null;
  versions: PluginVersion[];
  chosen_version: string;
  source: 'bundled' | 'installed';
  signature: Signature;
  previous_version: string | null;
  pending_version: string | null;
  pending_permissions: PendingPermissions | null;
  last_change: PluginChange | null;
  depends_on: string[];
  started_at: string | null;
  restarts: number;
  next_try_at: string | null;
  not_unloaded: string | null;
  usage: PluginUsage;
  /** Where the plugin's own files are, ending with a slash; null when it has none. */
  asset_path: string | null;
}

/** Where packages are uploaded to. */
export const PACKAGES_ADDRESS = '/api/plugins';

const at = (id: string): string => `/api/plugins/${encodeURIComponent(id)}`;

export const getPlugins = (signal?: AbortSignal): Promise<Plugin[]> => request('/api/plugins', { signal });

export const switchPlugin = (id: string, on: boolean): Promise<Plugin> =>
  request(`${at(id)}/${on ? 'enable' : 'disable'}`, { method: 'POST' });

/** Switches it on and agrees to what its version, or the one that waits, asks for. */
export const consentToPlugin = (id: string): Promise<Plugin> => request(`${at(id)}/enable?consent=true`, { method: 'POST' });

export const rollBackPlugin = (id: string): Promise<Plugin> => request(`${at(id)}/rollback`, { method: 'POST' });

/** Goes to another version that is on the disk. */
export const useVersion = (id: string, version: string): Promise<Plugin> =>
  request(`${at(id)}/use${query({ version })}`, { method: 'POST' });

export const removePlugin = (id: string, data: 'keep' | 'delete'): Promise<void> =>
  request(`${at(id)}${query({ data })}`, { method: 'DELETE' });
