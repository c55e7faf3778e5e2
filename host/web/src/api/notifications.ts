import { query, request } from './http.js';

export type Severity = 'info' | 'warning' | 'error';

export interface Notification {
  id: number;
  kind: string;
  subject: string;
  severity: Severity;
  title: string;
  detail: string;
  link: string | null;
  raised_at: string;
  last_at: string;
  count: number;
  resolved_at: string | null;
  dismissed_at: string | null;
}

export interface NotificationPage {
  notifications: Notification[];
  /** How many are open in all. */
  open: number;
  worst: Severity | null;
  next: number | null;
}

/** What an event of the topic `notifications` says. */
export type NotificationCount = Pick<NotificationPage, 'open' | 'worst'>;

const BASE = '/api/notifications';

export const getNotifications = (all: boolean, before?: number, signal?: AbortSignal): Promise<NotificationPage> =>
  request(`${BASE}${query({ include: all ? 'dismissed' : undefined, before, limit: 100 })}`, { signal });

export const getNotificationCount = (signal?: AbortSignal): Promise<NotificationCount> => request(`${BASE}${query({ limit: 1 })}`, { signal });

export const dismissNotification = (id: number): Promise<void> => request(`${BASE}/${id}/dismiss`, { method: 'POST' });

export const restoreNotification = (id: number): Promise<void> => request(`${BASE}/${id}/restore`, { method: 'POST' });

export const dismissAllNotifications = (): Promise<{ ids: number[] }> => request(`${BASE}/dismiss-all`, { method: 'POST' });
