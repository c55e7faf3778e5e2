import { query, request } from './http.js';

export interface Session {
  id: string;
  created_at: string;
  last_seen_at: string | null;
  address: string | null;
  /** What the browser or app calls itself. */
  client: string | null;
  is_current: boolean;
}

export interface SignIn {
  id: number;
  time: string;
  user_name: string;
  outcome: 'succeeded' | 'refused' | 'second_factor_required' | 'throttled';
  address: string | null;
  client: string | null;
  channel: 'web' | 'api' | 'mqtt';
}

export interface SignInPage {
  sign_ins: SignIn[];
  next: number | null;
}

export const getSessions = (signal?: AbortSignal): Promise<Session[]> => request('/api/auth/sessions', { signal });

export const endSession = (id: string): Promise<void> => request(`/api/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const endOtherSessions = (): Promise<void> => request('/api/auth/sessions', { method: 'DELETE' });

/** One's own sign-ins, newest first. */
export const getSignIns = (before?: number, signal?: AbortSignal): Promise<SignInPage> =>
  request(`/api/auth/history${query({ before, limit: 10 })}`, { signal });
