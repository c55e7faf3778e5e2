import { describe, expect, it } from 'vitest';
import type { PageTable } from '../src/api/plugins.js';
import '../src/components/ph-data-table.js';
import { tableColumns, tableRows, valueAt } from '../src/pages/plugin-page/rows.js';

const table: PageTable = {
  title: 'Phases', source: 'now', row_heading: 'Phase', empty_text: 'Nothing yet', live: true,
  columns: [
    { field: 'voltage', heading: 'Voltage', unit: 'V', decimals: 2, is_time: false },
    { field: 'time', heading: 'Measured', unit: null, decimals: null, is_time: true },
    { field: 'flagged', heading: 'Flagged', unit: null, decimals: null, is_time: false },
  ],
};
const rows = { L1: { voltage: 230.1234, time: '2026-03-08T12:00:00Z', flagged: false }, L2: { voltage: null, flagged: true } };

describe('a described table', () => {
  it('names its rows first and formats cells as described', () => {
    expect(tableRows(table, rows).map((row) => row.cells)).toEqual([
      ['L1', '230.12 V', '8 Mar 2026, 12:00:00', 'no'],
      ['L2', '–', '–', 'yes'],
    ]);
  });

  it('takes an array without row names', () => {
    expect(tableRows({ ...table, row_heading: null }, [{ voltage: 1 }])[0]?.cells).toEqual(['1.00 V', '–', '–']);
  });

  it('is empty while the plugin has nothing', () => {
    expect([tableRows(table, null), tableRows(table, {})]).toEqual([[], []]);
  });

  it('lines numbers up on the right', () => {
    expect(tableColumns(table, rows).map((column) => [column.heading, column.numeric ?? false])).toEqual([
      ['Phase', false], ['Voltage', true], ['Measured', false], ['Flagged', false],
    ]);
  });

  it('finds a field by its whole name before it looks inside', () => {
    expect([valueAt({ 'l1.v': 1, l1: { v: 2 } }, 'l1.v'), valueAt({ l1: { v: 2 } }, 'l1.v'), valueAt({}, 'constructor')]).toEqual([1, 2, undefined]);
  });
});

describe('ph-data-table', () => {
  it('renders headings, row headings and cells, and marks empty cells', async () => {
    const element = document.createElement('ph-data-table');
    element.columns = [{ heading: 'Phase' }, { heading: 'Voltage', numeric: true }];
    element.rows = [{ cells: ['L1', '230 V'] }, { cells: ['L2', null] }];
    element.rowHeadings = true;
    document.body.append(element);
    await element.updateComplete;
    const text = (selector: string) => [...element.shadowRoot!.querySelectorAll(selector)].map((node) => node.textContent.trim());
    expect(text('thead th')).toEqual(['Phase', 'Voltage']);
    expect(text('tbody th[scope=row]')).toEqual(['L1', 'L2']);
    expect(text('tbody td.numeric')).toEqual(['230 V', '–']);
    expect(text('td.empty')).toEqual(['–']);
    element.remove();
  });

  it('shows a hostile text as text', async () => {
    const element = document.createElement('ph-data-table');
    element.columns = [{ heading: 'Payload' }];
    element.rows = [{ cells: ['<img src=x onerror=alert(1)>'] }];
    document.body.append(element);
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector('img')).toBeNull();
    element.remove();
  });
});
