import { formatNumber } from './numbers.js';
import { tCount } from '../text/text.js';

const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** A number of bytes with its unit: "512 bytes", "1.5 kB" (1 kB is 1,000 bytes). */
export function formatBytes(bytes: number, locale?: string): string {
  if (bytes < 1000) {
    return tCount('format.bytes', bytes, { count: formatNumber(bytes, null, 0, locale) });
  }
  let value = bytes;
  let unit = -1;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, null, 1, locale)} ${UNITS[unit] ?? ''}`;
}
