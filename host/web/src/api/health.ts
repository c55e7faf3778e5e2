import { ApiError, request } from './http.js';

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

/** How the hub is. A failing hub answers 503 without details here; that is a state, not an error. */
export async function getHealth(signal?: AbortSignal): Promise<Health> {
  try {
    return await request<Health>('/api/health', { signal });
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 503) {
      return { status: 'failing', version: '', role: '', uptime_s: 0 };
    }
    throw cause;
  }
}
