import type { PageColumn, PageTable } from '../../api/plugins.js';
import type { Row, TableRows } from '../../api/plugin-tables.js';
import type { TableColumn, TableRow } from '../../components/ph-data-table.js';
import { formatWithUnit } from '../../format/numbers.js';
import { formatMoment } from '../../format/time.js';

/** The headings of a described table; the row names come first when it has some. */
export function tableColumns(table: PageTable, rows: TableRows): TableColumn[] {
  const sample = rows === null ? [] : Object.values(rows);
  const columns = table.columns.map((column) => ({
    heading: column.heading,
    numeric: !column.is_time && sample.some((row: Row) => typeof valueAt(row, column.field) === 'number'),
  }));
  return table.row_heading === null ? columns : [{ heading: table.row_heading }, ...columns];
}

/** The cells of a described table, formatted as it asks for. */
export function tableRows(table: PageTable, rows: TableRows): TableRow[] {
  if (rows === null) {
    return [];
  }
  const named = table.row_heading !== null;
  return Object.entries(rows).map(([name, row]: [string, Row]) => {
    const cells = table.columns.map((column) => cellText(column, valueAt(row, column.field)));
    return { cells: named ? [name, ...cells] : cells };
  });
}

/** A field of a row; `a.b` finds b inside of a when there is no field of that full name. */
export function valueAt(row: Row, field: string): unknown {
  if (Object.hasOwn(row, field)) {
    return row[field];
  }
  return field.split('.').reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Row)[key] : undefined),
    row,
  );
}

function cellText(column: PageColumn, value: unknown): string {
  if (column.is_time && (typeof value === 'string' || typeof value === 'number')) {
    return formatMoment(new Date(value).toString() === 'Invalid Date' ? String(value) : new Date(value));
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  return formatWithUnit(value, column.unit, column.decimals);
}
