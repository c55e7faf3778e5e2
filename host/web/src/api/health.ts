import { request } from './http.js';

export interface HealthCheck {
  name: string;
  status: string;
  message: string | null;
}

export interface Health {
  status: 'ok' | 'degraded' | 'failing';
  version: string;
  role: string;
  uptime_s: number;
  checks?: HealthCheck[];
}

/** How the hub is. A failing hub answers 503 with the same body; that is a state, not an error. */
export const getHealth = (signal?: AbortSignal): Promise<Health> => request('/api/health', { signal, answerStatus: 503 });
