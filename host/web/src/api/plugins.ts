import { request } from './http.js';

export type PluginState = 'disabled' | 'starting' | 'running' | 'stopping' | 'incompatible' | 'quarantined'
  | 'installed' | 'degraded' | 'waiting';

export interface PageLink {
  id: string;
  title: string;
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
}

export interface PageColumn {
  field: string;
  heading: string;
  unit: string | null;
  decimals: number | null;
  is_time: boolean;
}

export interface PageTable {
  title: string;
  /** A route relative to `/api/<plugin-id>/`. */
  source: string;
  row_heading: string | null;
  columns: PageColumn[];
  empty_text: string;
  live: boolean;
}

/** A page described as data. A newer hub may send more than tables; what is unknown is named on the page. */
export interface PluginPage extends PageLink {
  tables?: PageTable[];
  [element: string]: unknown;
}

const at = (id: string): string => `/api/plugins/${encodeURIComponent(id)}`;

export const getPlugins = (signal?: AbortSignal): Promise<Plugin[]> => request('/api/plugins', { signal });

export const switchPlugin = (id: string, on: boolean): Promise<Plugin> =>
  request(`${at(id)}/${on ? 'enable' : 'disable'}`, { method: 'POST' });

export const getPages = (id: string, signal?: AbortSignal): Promise<PluginPage[]> => request(`${at(id)}/pages`, { signal });
