import type { PageField } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { humanize } from '../../format/labels.js';
import { formatWithUnit } from '../../format/numbers.js';
import { fromLocalInput, toLocalInput } from '../../format/time.js';
import { isMet } from './placeholders.js';
import { plainText, valueAt } from './values.js';
import { t } from '../../text/text.js';

export const FIELD_KINDS = [
  'text', 'multiline', 'number', 'boolean', 'choice', 'date', 'time_of_day', 'moment', 'device', 'metric', 'colour', 'secret', 'list',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** A field as it is entered: text, a tick, or rows. */
export type Entry = string | boolean | Entries[];
export type Entries = { [name: string]: Entry };

/** The kind of a field; undefined when this web interface does not know it. */
export const fieldKind = (field: PageField): FieldKind | undefined => FIELD_KINDS.find((kind) => kind === (field.kind ?? 'text'));

export const labelOf = (field: PageField): string => field.label ?? humanize(field.name);

/** What a form begins with: the values of the thing that is edited, else the defaults. */
export function initialEntries(fields: readonly PageField[], values: Row | null, now = new Date()): Entries {
  return Object.fromEntries(fields.map((field): [string, Entry] => {
    const value = values === null ? undefined : valueAt(values, field.name);
    switch (fieldKind(field)) {
      case 'boolean':
        return [field.name, value === undefined ? field.default === 'true' : value === true];
      case 'list':
        return [field.name, Array.isArray(value) ? value.map((row: Row) => initialEntries(field.fields ?? [], row, now)) : []];
      case 'secret':
        return [field.name, ''];
      case 'moment':
        return [field.name, momentEntry(value ?? (values === null ? field.default : undefined), now)];
      case 'date':
        return [field.name, dayEntry(value ?? (values === null ? field.default : undefined), now)];
      default:
        return [field.name, value === undefined || value === null ? (values === null ? (field.default ?? '') : '') : plainText(value)];
    }
  }));
}

function momentEntry(value: unknown, now: Date): string {
  const moment = value === 'now' ? now : new Date(typeof value === 'string' || typeof value === 'number' ? value : NaN);
  return Number.isNaN(moment.getTime()) ? '' : toLocalInput(moment);
}

const dayEntry = (value: unknown, now: Date): string =>
  value === 'today' ? toLocalInput(now).slice(0, 10) : typeof value === 'string' ? value.slice(0, 10) : '';

/** The fields that are there now. */
export const visibleFields = (fields: readonly PageField[], entries: Entries): PageField[] =>
  fields.filter((field) => isMet(field.visible_when, entries));

/** What is sent: the visible fields in their types, null where an optional one is empty. An empty secret is left out. */
export function valuesOf(fields: readonly PageField[], entries: Entries): Row {
  const values: Row = {};
  for (const field of visibleFields(fields, entries)) {
    const entry = entries[field.name] ?? '';
    if (Array.isArray(entry)) {
      values[field.name] = entry.map((row) => valuesOf(field.fields ?? [], row));
    } else if (typeof entry === 'boolean') {
      values[field.name] = entry;
    } else if (entry.trim() !== '') {
      values[field.name] = typed(field, entry);
    } else if (fieldKind(field) !== 'secret') {
      values[field.name] = null;
    }
  }
  return values;
}

function typed(field: PageField, entry: string): unknown {
  switch (fieldKind(field)) {
    case 'number':
      return Number(entry);
    case 'moment':
      return fromLocalInput(entry).toISOString();
    case 'multiline':
    case 'secret':
      return entry;
    default:
      return entry.trim();
  }
}

/** What is wrong with the entries, by path: `name`, `lines[0].amount`. */
export function problemsOf(fields: readonly PageField[], entries: Entries, path = ''): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const field of visibleFields(fields, entries)) {
    const entry = entries[field.name] ?? '';
    const at = `${path}${field.name}`;
    const problem = problemOf(field, entry);
    if (problem !== undefined) {
      problems[at] = problem;
    }
    if (Array.isArray(entry)) {
      entry.forEach((row, i) => Object.assign(problems, problemsOf(field.fields ?? [], row, `${at}[${i}].`)));
    }
  }
  return problems;
}

function problemOf(field: PageField, entry: Entry): string | undefined {
  if (field.is_read_only === true || typeof entry === 'boolean') {
    return undefined;
  }
  if (Array.isArray(entry)) {
    if (field.is_required === true && entry.length === 0) {
      return t('page.atLeastOneRow');
    }
    return entry.length > (field.max_length ?? Infinity) ? t('page.atMostRows', { maxLength: field.max_length ?? 0 }) : undefined;
  }
  if (entry.trim() === '') {
    return field.is_required === true ? t('page.thisIsNeeded') : undefined;
  }
  return fieldKind(field) === 'number' ? numberProblem(field, Number(entry)) : textProblem(field, entry);
}

function numberProblem({ min, max, step, unit }: PageField, value: number): string | undefined {
  if (Number.isNaN(value)) {
    return t('page.thisIsNotANumber');
  }
  const say = (limit: number): string => formatWithUnit(limit, unit ?? null, decimalsOf(limit));
  if (value < (min ?? -Infinity)) {
    return t('page.atLeast', { min: say(min ?? 0) });
  }
  if (value > (max ?? Infinity)) {
    return t('page.atMost', { max: say(max ?? 0) });
  }
  const steps = step === undefined ? 0 : (value - (min ?? 0)) / step;
  return Math.abs(steps - Math.round(steps)) > 1e-6 ? (step === 1 ? t('page.onlyWholeNumbers') : t('page.onlySteps', { step: say(step ?? 0) })) : undefined;
}

const decimalsOf = (value: number): number => Math.min(6, (String(value).split('.')[1] ?? '').length);

function textProblem({ max_length: longest, pattern, pattern_help: help, kind }: PageField, entry: string): string | undefined {
  if (entry.trim().length > (longest ?? Infinity)) {
    return t('page.atMostCharacters', { longest: longest ?? 0 });
  }
  if (kind === 'moment' && Number.isNaN(fromLocalInput(entry).getTime())) {
    return t('page.thisIsNotADate');
  }
  if (pattern === undefined) {
    return undefined;
  }
  return new RegExp(`^(?:${pattern})$`, 'u').test(entry.trim()) ? undefined : (help ?? t('page.thisDoesNotHave'));
}

/** The hub's messages by path, in the names that the form uses: `$.Lines[0].Amount` is `lines[0].amount`. What belongs to no field is in `rest`. */
export function serverProblems(errors: Readonly<Record<string, readonly string[]>>, fields: readonly PageField[]): { at: Record<string, string>; rest: string[] } {
  const at: Record<string, string> = {};
  const rest: string[] = [];
  for (const [path, messages] of Object.entries(errors)) {
    const plain = path.replace(/^\$?[./]/, '').replace(/\/(\d+)\//g, '[$1].').replace(/\.(\d+)\./g, '[$1].');
    const field = fields.find((each) => same(each.name, plain.split(/[.[]/)[0] ?? ''));
    const known = field === undefined ? undefined : pathIn(field, plain);
    if (known === undefined) {
      rest.push(...messages);
    } else {
      at[known] = messages.join(' ');
    }
  }
  return { at, rest };
}

const bare = (name: string): string => name.toLowerCase().replace(/_/g, '');
const same = (a: string, b: string): boolean => bare(a) === bare(b);

function pathIn(field: PageField, path: string): string {
  const [, row, inner] = /^[^.[]+\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const below = field.fields?.find((each) => same(each.name, inner ?? ''));
  return row !== undefined && below !== undefined ? `${field.name}[${row}].${below.name}` : field.name;
}
