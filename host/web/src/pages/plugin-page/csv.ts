import type { PageColumn } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { valueAt } from './values.js';

/** A cell by RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection). */
export function csvCell(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows as CSV in UTF-8 without a mark, with values as the plugin sent them and units in the headings. */
export function toCsv(columns: readonly PageColumn[], rows: readonly Row[]): string {
  const shown = columns.filter((column) => column.is_hidden !== true);
  const headings = shown.map((column) => csvCell(column.unit === undefined ? column.heading : `${column.heading} (${column.unit})`));
  return [headings, ...rows.map((row) => shown.map((column) => csvCell(valueAt(row, column.field))))]
    .map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Lets the browser save a file. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
