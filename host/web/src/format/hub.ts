import type { HubFacts } from '../api/hub.js';
import { getLanguage } from '../text/language.js';

const KEY = 'pihub-hub';

// Remembered in the browser, so that what is drawn before the hub has answered is right already.
let known = remembered();

/** What people call the hub. */
export const hubName = (): string => known.name ?? 'PiHub';

/** The time zone of all times on the pages: the hub's, else the browser's. */
export const hubZone = (): string => known.time_zone ?? browserZone();

/** How numbers and dates are written: as the hub says, else as the browser does in the language of the texts. */
export const hubLocale = (): string => known.locale ?? (navigator.language.startsWith(getLanguage()) ? navigator.language : getLanguage());

/** The currency of amounts that name none (ISO 4217). */
export const hubCurrency = (): string => known.currency ?? 'EUR';

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Takes over what the hub told; undefined: it has nothing to tell. Whatever is drawn from now on follows. */
export function keepHub(facts: HubFacts | undefined): void {
  known = usable(facts ?? {});
  try {
    localStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // Storage may be forbidden; then the first paint of the next visit has the browser's formats.
  }
  window.dispatchEvent(new Event('hub-changed'));
}

function remembered(): Partial<HubFacts> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof saved === 'object' && saved !== null ? usable(saved) : {};
  } catch {
    return {};
  }
}

/** Without a zone or a locale that this browser does not know. */
function usable({ name, time_zone: zone, locale, currency }: Partial<HubFacts>): Partial<HubFacts> {
  return {
    ...(named(name) ? { name } : {}),
    ...(named(zone) && works(() => new Intl.DateTimeFormat('en', { timeZone: zone })) ? { time_zone: zone } : {}),
    ...(named(locale) && works(() => new Intl.NumberFormat(locale)) ? { locale } : {}),
    ...(named(currency) && works(() => new Intl.NumberFormat('en', { style: 'currency', currency })) ? { currency } : {}),
  };
}

const named = (value: unknown): value is string => typeof value === 'string' && value !== '';

function works(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
