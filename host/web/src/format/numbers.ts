import { t } from '../text/text.js';
import { hubCurrency, hubLocale } from './hub.js';

/** Digits behind the point that make sense for a unit. Others get up to four significant digits, three of them behind the point. */
const DECIMALS: Readonly<Record<string, number>> = {
  V: 1, mV: 1, A: 2, mA: 0, W: 0, kW: 2, VA: 0, var: 0, kVA: 2, kvar: 2, Wh: 0, kWh: 2, MWh: 3, Hz: 3,
  '°C': 1, '°F': 1, K: 1, '%': 1, hPa: 1, Pa: 0, bar: 2, lx: 0, ppm: 0, dB: 1, dBm: 0, '°': 1, m: 2, mm: 1,
};

const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale = hubLocale(), options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}

/** A number with sensible digits, without its unit. */
export function formatNumber(value: number, unit: string | null = null, decimals: number | null = null, locale?: string): string {
  if (!Number.isFinite(value)) {
    return '–';
  }
  const fixed = decimals ?? (unit === null ? undefined : DECIMALS[unit]);
  // A small value must not be rounded away to 0.
  const vanishes = decimals === null && value !== 0 && Math.abs(value) < 10 ** -(fixed ?? 3);
  if (fixed !== undefined && !vanishes) {
    return noNegativeZero(formatFor(locale, { minimumFractionDigits: fixed, maximumFractionDigits: fixed }).format(value));
  }
  if (vanishes) {
    return formatFor(locale, { maximumSignificantDigits: 3 }).format(value);
  }
  if (Number.isInteger(value) || Math.abs(value) >= 10_000) {
    return formatFor(locale, { maximumFractionDigits: 0 }).format(value);
  }
  const digits = Math.min(3, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
  return formatFor(locale, { maximumFractionDigits: digits }).format(value);
}

function noNegativeZero(text: string): string {
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

/** Any reading's value, without its unit. */
export function formatValue(value: unknown, unit: string | null = null, decimals: number | null = null, locale?: string): string {
  switch (typeof value) {
    case 'number':
      return formatNumber(value, unit, decimals, locale);
    case 'boolean':
      return value ? t('common.on') : t('common.off');
    case 'string':
      return value;
    case 'object':
      return value === null ? '–' : JSON.stringify(value);
    default:
      return '–';
  }
}

/** A value and its unit in one text; only numbers carry the unit. */
export function formatWithUnit(value: unknown, unit: string | null, decimals: number | null = null, locale?: string): string {
  const text = formatValue(value, unit, decimals, locale);
  return unit !== null && unit !== '' && typeof value === 'number' ? `${text} ${unit}` : text;
}

/** An amount of money; in the hub's currency unless another one (ISO 4217) is named. An unknown one stands behind the number. */
export function formatMoney(value: number, currency = hubCurrency(), decimals?: number, locale?: string): string {
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  try {
    return formatFor(locale, { style: 'currency', currency, ...digits }).format(value);
  } catch {
    return `${formatNumber(value, null, decimals ?? 2, locale)} ${currency}`.trim();
  }
}

/** A count as short as it is still useful: "83,016", "23.7 million". */
export function formatCount(count: number, locale?: string): string {
  return Math.abs(count) < 1_000_000 ? formatNumber(count, null, 0, locale)
    : Math.abs(count) < 1e9 ? t('format.million', { count: formatNumber(count / 1e6, null, 1, locale) })
      : t('format.billion', { count: formatNumber(count / 1e9, null, 1, locale) });
}
