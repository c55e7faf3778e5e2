import { t, tCount } from '../text/text.js';
import { durationMs, sayDuration } from './durations.js';
import { isObject, type SettingField } from './setting-fields.js';

/** What somebody typed, in the kind that the field asks for. What is no such thing stays a text, for `checkValue` to refuse; nothing
 * typed is null where that means something. */
export function parseText(field: SettingField, text: string): unknown {
  switch (field.kind) {
    case 'integer':
    case 'number': {
      const trimmed = text.trim().replace(',', '.');
      return trimmed === '' ? null : Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
    }
    case 'duration':
    case 'date':
    case 'time':
      return text === '' ? null : text;
    default:
      return text === '' && field.nullable ? null : text;
  }
}

/** A value for people, e.g. in "Reset to …". */
export function sayValue(field: SettingField, value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return t('settings.value.nothing');
  }
  if (Array.isArray(value)) {
    return field.kind === 'table' ? tCount('settings.value.rows', value.length) : value.length === 0 ? t('settings.value.empty-list') : value.map(String).join(', ');
  }
  if (typeof value === 'boolean') {
    return value ? t('settings.value.on') : t('settings.value.off');
  }
  const chosen = field.choices.find((choice) => choice.value === value);
  if (chosen !== undefined) {
    return chosen.title;
  }
  const said = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return field.kind === 'duration' ? sayDuration(value) : `${said}${field.unit === '' ? '' : ` ${field.unit}`}`;
}

/** What may be entered, e.g. `1 to 60 s`; empty when there is nothing to say. */
export function rangeText(field: SettingField): string {
  const say = (limit: number | string): string => (field.kind === 'duration' ? sayDuration(limit) : String(limit));
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  const bounds: string[] = [];
  if (exclusiveMinimum !== undefined) {
    bounds.push(t('settings.range.above', { limit: exclusiveMinimum }));
  }
  if (minimum !== undefined && maximum !== undefined) {
    bounds.push(t('settings.range.between', { from: say(minimum), to: say(maximum) }));
  } else if (minimum !== undefined) {
    bounds.push(t('settings.range.least', { limit: say(minimum) }));
  } else if (maximum !== undefined) {
    bounds.push(t('settings.range.most', { limit: say(maximum) }));
  }
  if (exclusiveMaximum !== undefined) {
    bounds.push(t('settings.range.below', { limit: exclusiveMaximum }));
  }
  if (bounds.length > 0) {
    return `${bounds.join(', ')}${field.unit === '' ? '' : ` ${field.unit}`}`;
  }
  const { minLength: least, maxLength: most } = field;
  const last = most ?? least;
  if (last === undefined) {
    return '';
  }
  const count = least !== undefined && most !== undefined ? t('settings.range.between', { from: least, to: most })
    : most !== undefined ? t('settings.range.most', { limit: most }) : t('settings.range.least', { limit: last });
  return field.kind === 'list' || field.kind === 'table' ? tCount('settings.range.entries', last, { span: count }) : tCount('settings.range.characters', last, { span: count });
}

/** What is wrong with a value before the hub is asked, by place; nothing when all is well. Null means a reset and is always well. */
export function checkValue(field: SettingField, value: unknown, path = field.path): Record<string, string[]> {
  if (value === null || value === undefined) {
    return {};
  }
  if (field.kind === 'list' || field.kind === 'table') {
    return checkEntries(field, Array.isArray(value) ? value : [], path);
  }
  const message = problemOf(field, value);
  return message === undefined ? {} : { [path]: [message] };
}

function checkEntries(field: SettingField, entries: unknown[], path: string): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  if (entries.length < (field.minLength ?? 0) || entries.length > (field.maxLength ?? Infinity)) {
    errors[path] = [t('settings.must-have', { what: rangeText(field) })];
  }
  entries.forEach((entry, index) => {
    const place = `${path}[${index}]`;
    if (field.item !== undefined) {
      Object.assign(errors, entry === null ? { [place]: [t('settings.must-not-be-empty')] } : checkValue(field.item, entry, place));
      return;
    }
    const row = isObject(entry) ? entry : {};
    for (const column of field.columns) {
      const cell = row[column.path];
      const isMissing = cell === null || cell === undefined || (column.kind === 'text' && cell === '');
      Object.assign(errors, isMissing && (column.required || (!column.nullable && cell === null))
        ? { [`${place}.${column.path}`]: [t('settings.is-required')] }
        : checkValue(column, cell, `${place}.${column.path}`));
    }
  });
  return errors;
}

function problemOf(field: SettingField, value: unknown): string | undefined {
  switch (field.kind) {
    case 'integer':
    case 'number':
      return isNumber(field, value) && isWithin(field, value) ? undefined : sentence(field, field.kind === 'integer' ? t('settings.kind.integer') : t('settings.kind.number'));
    case 'duration':
      return isDurationWithin(field, value) ? undefined : sentence(field, t('settings.kind.duration'));
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isBetween(field, value) ? undefined : sentence(field, t('settings.kind.date'));
    case 'time':
      return typeof value === 'string' && /^\d\d:\d\d/.test(value) && isBetween(field, value) ? undefined : sentence(field, t('settings.kind.time'));
    case 'text':
      return textProblem(field, String(value));
    default:
      return undefined;
  }
}

function textProblem(field: SettingField, text: string): string | undefined {
  if (field.required && text.trim() === '') {
    return t('settings.is-required');
  }
  if (text.length < (field.minLength ?? 0) || text.length > (field.maxLength ?? Infinity)) {
    return t('settings.must-have', { what: rangeText(field) });
  }
  if (field.format === 'uri' && text !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(text)) {
    return t('settings.must-be-address');
  }
  if (field.format === 'email' && text !== '' && !/^[^@]+@[^@]+$/.test(text)) {
    return t('settings.must-be-email');
  }
  return field.pattern === undefined || text === '' || matches(field.pattern, text) ? undefined : (field.patternMessage ?? t('settings.must-match', { pattern: field.pattern }));
}

/** A pattern of .NET that a browser cannot read is the hub's to check. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

const sentence = (field: SettingField, kind: string): string => t('settings.must-be', { kind: `${kind}${rangeText(field) === '' ? '' : `, ${rangeText(field)}`}` });

const isNumber = (field: SettingField, value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && (field.kind === 'number' || Number.isInteger(value));

const isWithin = (field: SettingField, value: number): boolean =>
  !(typeof field.minimum === 'number' && value < field.minimum) && !(typeof field.maximum === 'number' && value > field.maximum) &&
  !(field.exclusiveMinimum !== undefined && value <= field.exclusiveMinimum) && !(field.exclusiveMaximum !== undefined && value >= field.exclusiveMaximum);

function isDurationWithin(field: SettingField, value: unknown): boolean {
  const ms = durationMs(value);
  return ms !== undefined && ms >= (durationMs(field.minimum) ?? -Infinity) && ms <= (durationMs(field.maximum) ?? Infinity);
}

/** Dates and times of day are in order as texts. */
const isBetween = (field: SettingField, value: string): boolean =>
  (typeof field.minimum !== 'string' || value >= field.minimum) && (typeof field.maximum !== 'string' || value <= field.maximum);
