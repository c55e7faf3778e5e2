import { request } from './http.js';

export interface Driver {
  name: string;
  plugin: string;
}

export const getDrivers = (signal?: AbortSignal): Promise<Driver[]> => request('/api/drivers', { signal });
