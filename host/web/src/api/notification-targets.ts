import { request } from './http.js';
import type { Severity } from './notifications.js';

export type TargetKind = 'mqtt' | 'mail' | 'webhook';

export interface MailAddresses {
  host: string;
  port: number;
  security: 'start_tls' | 'none';
  user: string | null;
  from: string;
  to: string[];
}

export interface TargetSettings {
  name: string;
  kind: TargetKind;
  enabled: boolean;
  least_severity: Severity;
  /** Empty: all. */
  kinds: string[];
  quiet_minutes: number;
  mqtt: { topic: string } | null;
  mail: MailAddresses | null;
  webhook: { url: string } | null;
}

export interface Target extends TargetSettings {
  id: string;
  has_secret: boolean;
  last_success_at: string | null;
  last_error: string | null;
  last_error_at: string | null;
  next_try_at: string | null;
  waiting: number;
  dropped: number;
}

/** A target as it is sent: without `secret` the one that it has stays. */
export type TargetChange = TargetSettings & { secret?: string };

export interface TargetTest {
  ok: boolean;
  message: string;
}

const BASE = '/api/notifications/targets';
const at = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

export const getTargets = (signal?: AbortSignal): Promise<Target[]> => request(BASE, { signal });

export const addTarget = (target: TargetChange): Promise<Target> => request(BASE, { method: 'POST', body: target });

export const changeTarget = (id: string, target: TargetChange): Promise<Target> => request(at(id), { method: 'PUT', body: target });

export const removeTarget = (id: string): Promise<void> => request(at(id), { method: 'DELETE' });

export const testTarget = (id: string): Promise<TargetTest> => request(`${at(id)}/test`, { method: 'POST' });
