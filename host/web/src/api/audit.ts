import { query, request } from './http.js';

export interface AuditEntry {
  id: number;
  time: string;
  /** Who; null: nobody was signed in. */
  user: string | null;
  kind: string | null;
  /** What, in words. */
  action: string;
  method: string | null;
  path: string | null;
  status: number | null;
  address: string | null;
  detail: string | null;
}

export interface AuditPage {
  entries: AuditEntry[];
  next: number | null;
}

export interface AuditFilter {
  user?: string | undefined;
  text?: string | undefined;
}

export const getAudit = ({ user, text }: AuditFilter, before?: number, signal?: AbortSignal): Promise<AuditPage> =>
  request(`/api/audit${query({ before, limit: 50, user, text })}`, { signal });
