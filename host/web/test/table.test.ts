import { describe, expect, it } from 'vitest';
import '../src/components/ph-data-table.js';

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
