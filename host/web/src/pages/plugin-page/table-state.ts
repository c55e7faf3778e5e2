import type { PageColumn, PageTable } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { isMissing, plainText, textOf, valueAt } from './values.js';

/** What the reader chose of a table; lives in the address. */
export interface TableChoice {
  search: string;
  /** A field, with "-" in front for descending; "" as they come. */
  sort: string;
  page: number;
  filters: Readonly<Record<string, string>>;
}

/** Reads a choice from the address; `key` tells the tables of a page apart. */
export function parseChoice(key: string, table: PageTable, search: string): TableChoice {
  const query = new URLSearchParams(search);
  const filters: Record<string, string> = {};
  for (const column of table.columns) {
    const value = query.get(`${key}.filter.${column.field}`);
    if (value !== null && column.is_filterable === true) {
      filters[column.field] = value;
    }
  }
  const page = Number(query.get(`${key}.page`) ?? '1');
  const sort = query.get(`${key}.sort`) ?? table.sort ?? '';
  const known = table.columns.some((column) => column.field === sort.replace(/^-/, ''));
  return { search: query.get(`${key}.search`) ?? '', sort: known ? sort : '', page: Number.isInteger(page) && page > 0 ? page : 1, filters };
}

/** The address's query with a choice put in; what is the default is left out. */
export function withChoice(key: string, table: PageTable, search: string, choice: TableChoice): string {
  const query = new URLSearchParams(search);
  for (const name of [...query.keys()].filter((each) => each.startsWith(`${key}.`))) {
    query.delete(name);
  }
  const put = (name: string, value: string, usual: string): void => {
    if (value !== usual) {
      query.set(`${key}.${name}`, value);
    }
  };
  put('search', choice.search, '');
  put('sort', choice.sort, table.sort ?? '');
  put('page', String(choice.page), '1');
  Object.entries(choice.filters).forEach(([field, value]) => put(`filter.${field}`, value, ''));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The route of a server-paged table, with what it is asked for. */
export function pagedRoute(route: string, table: PageTable, choice: TableChoice, pageLength = table.page_length): string {
  const query = new URLSearchParams({ page: String(choice.page), page_size: String(pageLength) });
  if (choice.sort !== '') {
    query.set('sort', choice.sort);
  }
  if (choice.search !== '') {
    query.set('search', choice.search);
  }
  Object.entries(choice.filters).forEach(([field, value]) => query.set(`filter.${field}`, value));
  return `${route}${route.includes('?') ? '&' : '?'}${query.toString()}`;
}

/** A row and its name, when the source names rows. */
export interface NamedRow {
  row: Row;
  name?: string;
}

export interface TableAnswer {
  rows: NamedRow[];
  total: number;
  totals: Row;
}

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a source answered, in any of its three forms. */
export function readAnswer(table: PageTable, answer: unknown): TableAnswer {
  const items = isObject(answer) && Array.isArray(answer['items']) ? (answer['items'] as unknown[]) : answer;
  if (Array.isArray(items)) {
    const rows = items.filter(isObject).map((row) => ({ row }));
    const envelope = isObject(answer) ? answer : {};
    return {
      rows,
      total: typeof envelope['total'] === 'number' ? envelope['total'] : rows.length,
      totals: isObject(envelope['totals']) ? envelope['totals'] : {},
    };
  }
  const rows = isObject(items) && table.row_heading !== undefined
    ? Object.entries(items).filter((entry): entry is [string, Row] => isObject(entry[1])).map(([name, row]) => ({ name, row }))
    : [];
  return { rows, total: rows.length, totals: {} };
}

/** Compares two values for sorting: missing ones last, numbers by size, texts as people sort them. */
export function compareValues(a: unknown, b: unknown): number {
  if (isMissing(a) || isMissing(b)) {
    return Number(isMissing(a)) - Number(isMissing(b));
  }
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    return Number(b) - Number(a);
  }
  return String(a).localeCompare(String(b), undefined, { numeric: true, sensitivity: 'base' });
}

/** Searches, filters and sorts in the browser. */
export function chosenRows(table: PageTable, rows: readonly NamedRow[], choice: TableChoice): NamedRow[] {
  const words = choice.search.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = rows.filter(({ row, name }) => {
    const text = [name ?? '', ...table.columns.map((column) => textOf(column, row))].join(' ').toLowerCase();
    return words.every((word) => text.includes(word))
      && Object.entries(choice.filters).every(([field, value]) => plainText(valueAt(row, field)) === value);
  });
  if (choice.sort === '') {
    return found;
  }
  const descending = choice.sort.startsWith('-');
  const field = choice.sort.replace(/^-/, '');
  return found.sort((a, b) => {
    const [x, y] = [valueAt(a.row, field), valueAt(b.row, field)];
    const order = compareValues(x, y);
    return descending && !isMissing(x) && !isMissing(y) ? -order : order;
  });
}

/** The rows of one page. */
export const pageOf = (rows: readonly NamedRow[], page: number, pageLength: number): NamedRow[] =>
  rows.slice((page - 1) * pageLength, page * pageLength);

export const pageCount = (total: number, pageLength: number): number => Math.max(1, Math.ceil(total / pageLength));

/** The sum of a column over rows; undefined when nothing of it is a number. */
export function totalOf(column: PageColumn, rows: readonly NamedRow[]): number | undefined {
  const numbers = rows.map(({ row }) => valueAt(row, column.field)).filter((value): value is number => typeof value === 'number');
  return numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0);
}

/** What a filter offers: the column's choices, or the values that are there. */
export function filterChoices(column: PageColumn, rows: readonly NamedRow[]): { value: string; label: string }[] {
  if (column.choices !== undefined && column.choices.length > 0) {
    return column.choices.map(({ value, label }) => ({ value, label: label ?? value }));
  }
  const seen = new Map(rows.filter(({ row }) => !isMissing(valueAt(row, column.field))).map(({ row }) => [String(valueAt(row, column.field)), textOf(column, row)]));
  return [...seen].map(([value, label]) => ({ value, label })).sort((a, b) => compareValues(a.label, b.label));
}

/** The next order of a column when its heading is pressed: ascending, descending, as they come. */
export const nextSort = (sort: string, field: string): string => (sort === field ? `-${field}` : sort === `-${field}` ? '' : field);
