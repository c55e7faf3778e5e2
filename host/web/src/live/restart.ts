import { getHealth } from '../api/health.js';

const PACE_MS = 1000;

/** Waits until a hub that restarts has gone and is back; then loads the page anew, because another hub may have come back. */
export async function reloadAfterRestart(): Promise<void> {
  let hasGone = false;
  for (let turn = 0; ; turn++) {
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    try {
      await getHealth();
      // A restart of a second may pass between two questions.
      if (hasGone || turn > 10) {
        break;
      }
    } catch {
      hasGone = true;
    }
  }
  location.reload();
}
