import { request } from './http.js';

export type PluginState = 'disabled' | 'starting' | 'running' | 'stopping' | 'incompatible' | 'quarantined'
  | 'installed' | 'degraded' | 'waiting';

export interface PageLink {
  id: string;
  title: string;
  icon: string | null;
  hidden: boolean;
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
  permissions: { subscribe: string[]; publish: string[] };
  drivers: string[];
  pages: PageLink[];
  /** Where the plugin's own files are, ending with a slash; null when it has none. */
  asset_path: string | null;
}

const at = (id: string): string => `/api/plugins/${encodeURIComponent(id)}`;

export const getPlugins = (signal?: AbortSignal): Promise<Plugin[]> => request('/api/plugins', { signal });

export const switchPlugin = (id: string, on: boolean): Promise<Plugin> =>
  request(`${at(id)}/${on ? 'enable' : 'disable'}`, { method: 'POST' });
