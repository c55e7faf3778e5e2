const KEY = 'pihub-tour';
const changed = new EventTarget();

/** Whether this browser shows the tour on the dashboard. */
export function isTourOpen(): boolean {
  try {
    return localStorage.getItem(KEY) === 'open';
  } catch {
    return false;
  }
}

export const openTour = (): void => remember('open');
export const closeTour = (): void => remember('closed');

/** Calls back when the tour is opened or closed; returns the way to stop that. */
export function onTour(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

function remember(state: 'open' | 'closed'): void {
  try {
    localStorage.setItem(KEY, state);
  } catch {
    // Storage may be forbidden; the tour is not worth a word then.
  }
  changed.dispatchEvent(new Event('change'));
}
