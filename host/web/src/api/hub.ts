import { keepHub } from '../format/hub.js';
import { ApiError, request } from './http.js';

/** What the pages need to know of the hub. */
export interface HubFacts {
  name: string;
  /** The IANA name of the hub's time zone, never empty. */
  time_zone: string;
  /** How numbers and dates are written, as a BCP 47 tag. */
  locale: string;
  /** ISO 4217 */
  currency: string;
  nominal_voltage_volt?: number;
  nominal_frequency_hertz?: number;
  latitude_degrees?: number | null;
  longitude_degrees?: number | null;
}

/** The hub's name, zone and formats; undefined when it has none to tell. */
export async function getHub(signal?: AbortSignal): Promise<HubFacts | undefined> {
  try {
    return await request<HubFacts>('/api/hub', { signal });
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 404) {
      return undefined;
    }
    throw cause;
  }
}

/** Asks the hub how it is called and writes times, and has everything follow that is drawn from then on. */
export const followHub = async (signal?: AbortSignal): Promise<void> => keepHub(await getHub(signal));
