import { request } from './http.js';
import type { Plugin } from './plugins.js';

export interface CatalogueVersion {
  version: string;
  sdk: string;
  size_bytes: number;
  sha256: string;
  changelog: string;
  published_at: string | null;
  compatible: boolean;
  /** Why this hub cannot use it. */
  reason: string | null;
}

export interface CataloguePlugin {
  id: string;
  name: string;
  description: string;
  icon: string;
  /** The newest version that this hub can use. */
  newest: string | null;
  installed: string | null;
  update_available: boolean;
  versions: CatalogueVersion[];
}

export interface Catalogue {
  /** Empty when the hub has none. */
  source: string;
  name: string;
  fetched_at: string | null;
  /** Why it could not be fetched the last time. */
  trouble: string | null;
  faults: string[];
  plugins: CataloguePlugin[];
}

/** How far an installation from the catalogue is; comes by the channel `installs`. */
export interface InstallProgress {
  id: string;
  phase: 'downloading' | 'checking' | 'installing' | 'done' | 'failed';
  received_bytes: number;
  total_bytes: number;
  reason: string | null;
}

export const getCatalogue = (signal?: AbortSignal): Promise<Catalogue> => request('/api/catalogue', { signal });

export const refreshCatalogue = (): Promise<Catalogue> => request('/api/catalogue/refresh', { method: 'POST' });

/** Answers when it is done. */
export const installFromCatalogue = (id: string, version: string): Promise<Plugin> =>
  request(`/api/catalogue/${encodeURIComponent(id)}/install`, { method: 'POST', body: { version } });
