import type { Notification, Severity } from '../../api/notifications.js';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

export interface Group {
  severity: Severity;
  notifications: Notification[];
}

/** Whether a notification still asks for attention. */
export const isOpen = (notification: Notification): boolean => notification.resolved_at === null && notification.dismissed_at === null;

/** By severity, the worst first; in each the newest sign first. */
export function groupsOf(notifications: readonly Notification[]): Group[] {
  return ORDER.map((severity) => ({
    severity,
    notifications: notifications
      .filter((notification) => notification.severity === severity)
      .sort((a, b) => Date.parse(b.last_at) - Date.parse(a.last_at) || b.id - a.id),
  })).filter((group) => group.notifications.length > 0);
}
