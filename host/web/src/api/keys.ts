import type { Role } from './auth.js';
import { request } from './http.js';

export type Scope = 'http:read' | 'http:write' | 'mqtt:publish' | 'mqtt:subscribe';

export const SCOPES: readonly Scope[] = ['http:read', 'http:write', 'mqtt:publish', 'mqtt:subscribe'];

export interface ApiKey {
  id: string;
  name: string;
  role: Role;
  /** None: all that the role may. */
  scopes: Scope[] | null;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  last_used_from: string | null;
}

export interface NewApiKey {
  name: string;
  role: Role;
  scopes?: Scope[];
  expires_at?: string;
}

export const getKeys = (signal?: AbortSignal): Promise<ApiKey[]> => request('/api/tokens', { signal });

/** Makes a key; its value is in this answer only. */
export const createKey = (key: NewApiKey): Promise<ApiKey & { value: string }> => request('/api/tokens', { method: 'POST', body: key });

export const revokeKey = (id: string): Promise<void> => request(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
