import { request } from './http.js';

export interface Identity {
  name: string;
  role: string;
  /** The language of the texts; null: the browser's. Absent from a hub without accounts. */
  language?: string | null;
}

export const getMe = (signal?: AbortSignal): Promise<Identity> => request('/api/auth/me', { signal });

export const login = (apiKey: string): Promise<void> =>
  request('/api/auth/login', { method: 'POST', body: { api_key: apiKey } });

export const logout = (): Promise<void> => request('/api/auth/logout', { method: 'POST' });

const ROLES = ['device', 'viewer', 'operator', 'installer', 'admin', 'owner'];

/** Whether a role may do what another one may. */
export const hasRole = (role: string, needed: 'operator' | 'installer' | 'admin'): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
