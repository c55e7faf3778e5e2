import { request } from './http.js';

/** A file or folder that was put into the folder of plugins and is refused. */
export interface RefusedDrop {
  name: string;
  reasons: string[];
  since: string;
}

export const getDrops = (signal?: AbortSignal): Promise<RefusedDrop[]> => request('/api/plugins/drops', { signal });

export const deleteDrop = (name: string): Promise<void> =>
  request(`/api/plugins/drops/${encodeURIComponent(name)}`, { method: 'DELETE' });
