import type { ReactiveControllerHost } from 'lit';
import { getNotificationCount, type NotificationCount, type Severity } from '../api/notifications.js';
import { LiveController } from './live-controller.js';
import { Loader } from './loader.js';

/** Knows how many notifications are open, live. */
export class NotificationWatch {
  readonly #count: Loader<NotificationCount>;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#count = new Loader<NotificationCount>(host, getNotificationCount);
    new LiveController(host, {
      topics: () => ['notifications'],
      onEvent: ({ topic, data }) => {
        if (topic === 'notifications' && isCount(data)) {
          this.#count.set({ open: data.open, worst: data.worst });
        }
      },
      onResync: () => void this.#count.reload(),
    });
  }

  get open(): number {
    return this.#count.data?.open ?? 0;
  }

  get worst(): Severity | null {
    return this.#count.data?.worst ?? null;
  }
}

/** Whether what an event brought tells how many are open. */
export const isCount = (data: unknown): data is NotificationCount =>
  typeof data === 'object' && data !== null && typeof (data as { open?: unknown }).open === 'number';
