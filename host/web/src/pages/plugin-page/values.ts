import type { PageColumn, Tone } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { formatBytes } from '../../format/bytes.js';
import { formatDuration, formatDay, formatMoment } from '../../format/time.js';
import { formatMoney, formatNumber, formatWithUnit } from '../../format/numbers.js';
import { t } from '../../text/text.js';

export const COLUMN_KINDS = ['text', 'number', 'boolean', 'time', 'date', 'duration', 'bytes', 'money', 'percent', 'badge', 'multiline'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** The kind of a column; undefined when this web interface does not know it. */
export const kindOf = (column: PageColumn): ColumnKind | undefined => COLUMN_KINDS.find((kind) => kind === (column.kind ?? 'text'));

const NUMERIC: readonly (ColumnKind | undefined)[] = ['number', 'duration', 'bytes', 'money'];

/** Whether a column's values stand right, so that digits line up. */
export const isNumeric = (column: PageColumn): boolean => NUMERIC.includes(kindOf(column));

/** A field of a row; `a.b` finds b inside of a when there is no field of that full name. */
export function valueAt(row: Row | null | undefined, field: string): unknown {
  if (row === null || row === undefined) {
    return undefined;
  }
  if (Object.hasOwn(row, field)) {
    return row[field];
  }
  return field.split('.').reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Row)[key] : undefined),
    row,
  );
}

/** A value as it came, for names and comparisons; what is no single value as JSON. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : isMissing(value) ? '' : typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

export const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A value as a column shows it, in words; a dash when it is missing. */
export function textOf(column: PageColumn, row: Row, locale?: string): string {
  const value = valueAt(row, column.field);
  if (isMissing(value)) {
    return '–';
  }
  const choice = column.choices?.find((each) => each.value === String(value));
  if (choice !== undefined) {
    return choice.label ?? choice.value;
  }
  switch (kindOf(column)) {
    case 'boolean':
      return value === true ? t('page.yes') : value === false ? t('page.no') : String(value);
    case 'time':
      return typeof value === 'string' || typeof value === 'number' ? momentText(value) : String(value);
    case 'date':
      return dayText(String(value));
    case 'duration':
      return typeof value === 'number' ? durationText(value, locale) : String(value);
    case 'bytes':
      return typeof value === 'number' ? formatBytes(value, locale) : String(value);
    case 'money':
      return typeof value === 'number' ? formatMoney(value, currencyOf(column, row), column.decimals, locale) : String(value);
    case 'percent':
      return typeof value === 'number' ? `${formatNumber(value, null, column.decimals ?? 0, locale)} %` : String(value);
    default:
      return typeof value === 'boolean' ? (value ? t('page.yes') : t('page.no')) : formatWithUnit(value, column.unit ?? null, column.decimals ?? null, locale);
  }
}

const momentText = (value: string | number): string => {
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? String(value) : formatMoment(moment);
};

/** A day has no zone: it is the same day for every reader. */
function dayText(value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? [];
  return year === undefined ? value : formatDay(new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))), 'UTC');
}

function durationText(seconds: number, locale?: string): string {
  if (seconds < 0) {
    return `−${durationText(-seconds, locale)}`;
  }
  if (seconds < 1) {
    return `${formatNumber(seconds * 1000, null, 0, locale)} ms`;
  }
  return seconds < 60 ? `${formatNumber(seconds, null, Number.isInteger(seconds) ? 0 : 1, locale)} s` : formatDuration(seconds);
}

export const currencyOf = (column: PageColumn, row: Row): string => {
  const named = column.currency_field === undefined ? undefined : valueAt(row, column.currency_field);
  return typeof named === 'string' ? named : (column.unit ?? '');
};

/** The colour of a value: of its choice, or by the column's limits. */
export function toneOf(column: PageColumn, row: Row): Tone {
  const value = valueAt(row, column.field);
  const choice = column.choices?.find((each) => each.value === String(value));
  if (choice?.tone !== undefined) {
    return choice.tone;
  }
  if (typeof value !== 'number') {
    return 'neutral';
  }
  if (value < (column.bad_below ?? -Infinity) || value > (column.bad_above ?? Infinity)) {
    return 'bad';
  }
  return value < (column.warn_below ?? -Infinity) || value > (column.warn_above ?? Infinity) ? 'warning' : 'neutral';
}
