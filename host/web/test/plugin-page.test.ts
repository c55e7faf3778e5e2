import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../src/api/http.js';
import type { PageColumn, PageField, PageTable } from '../src/api/plugin-pages.js';
import { barGroups, ticksBetween } from '../src/pages/plugin-page/chart-data.js';
import { csvCell, toCsv } from '../src/pages/plugin-page/csv.js';
import { initialEntries, problemsOf, serverProblems, valuesOf } from '../src/pages/plugin-page/form-values.js';
import { fillRoute, fillText, isMet, linkParameters, pageAddress } from '../src/pages/plugin-page/placeholders.js';
import { elementKeys } from '../src/pages/plugin-page/place.js';
import { chosenRows, filterChoices, nextSort, pageCount, pagedRoute, pageOf, parseChoice, readAnswer, totalOf, withChoice } from '../src/pages/plugin-page/table-state.js';
import { textOf, toneOf, valueAt } from '../src/pages/plugin-page/values.js';
import '../src/pages/plugin-page/ph-page-section.js';
import '../src/pages/plugin-page/ph-page-text.js';
import { tabSlug } from '../src/pages/plugin-page/ph-page-tabs.js';
import { isAccepted } from '../src/pages/plugin-page/ph-page-upload.js';

const table: PageTable = {
  source: 'items', empty_text: 'None', page_length: 2, sort: 'name', is_searchable: true,
  columns: [
    { field: 'name', heading: 'Name' },
    { field: 'stock', heading: 'In stock', kind: 'number', unit: 'pcs', has_total: true },
    { field: 'state', heading: 'State', kind: 'badge', is_filterable: true, choices: [{ value: 'low', label: 'Low', tone: 'warning' }] },
  ],
};
const answer = readAnswer(table, [
  { name: 'bolt 10', stock: 3, state: 'low' }, { name: 'bolt 9', stock: 20, state: 'ok' }, { name: 'Anvil', stock: null, state: 'low' },
]);
const names = (rows: readonly { row: Record<string, unknown> }[]) => rows.map(({ row }) => row['name']);
const choice = { search: '', sort: '', page: 1, filters: {} };

describe('placeholders', () => {
  it('fill a route with values that cannot leave their segment', () => {
    expect(fillRoute('items/{id}/x?q={name}', { id: 'a/../b' }, { name: 'ä&=1' })).toBe('items/a%2F..%2Fb/x?q=%C3%A4%26%3D1');
  });
  it('refuse a route while a value is missing, or would be a step of the path', () => {
    expect([fillRoute('items/{id}', {}), fillRoute('items/{id}', { id: '' }), fillRoute('items/{id}', { id: '..' })]).toEqual([undefined, undefined, undefined]);
  });
  it('take the first object that has a value, false and 0 included', () => {
    expect(fillRoute('{a}/{b}', { a: null }, { a: 0, b: false })).toBe('0/false');
  });
  it('fill a text for people', () => expect(fillText('Delete {name} of {who}?', { name: 'A & B' })).toBe('Delete A & B of –?'));
  it('make addresses of pages', () => {
    expect(pageAddress('p', 'item', linkParameters(['id', 'by=user.name'], { id: 7, user: { name: 'Ann B' } }))).toBe('/plugins/p/item?id=7&by=Ann+B');
  });
  it.each([['kind=a|b', { kind: 'b' }, true], ['kind=a', { kind: 'b' }, false], ['on', { on: true }, true], ['on', { on: false }, false], ['on', {}, false], ['n=0', { n: 0 }, true]])(
    'condition %s of %o is %s', (condition, row, met) => expect(isMet(condition, row)).toBe(met));
});

describe('values', () => {
  const show = (column: Partial<PageColumn>, value: unknown) => textOf({ field: 'v', heading: '', ...column }, { v: value, c: 'EUR' }, 'en');
  it('are shown by their kind', () => {
    expect([
      show({ kind: 'number', unit: 'V', decimals: 2 }, 230.1234), show({ kind: 'boolean' }, true), show({ kind: 'time' }, '2026-03-08T12:00:00Z'),
      show({ kind: 'date' }, '2026-03-08'), show({ kind: 'duration' }, 3720), show({ kind: 'duration' }, 0.02), show({ kind: 'bytes' }, 1500),
      show({ kind: 'money', currency_field: 'c' }, 12.5), show({ kind: 'money', unit: 'nonsense' }, 1), show({ kind: 'percent' }, 41.6),
      show({ kind: 'badge', choices: [{ value: '1', label: 'One' }] }, 1), show({}, null), show({}, false),
    ]).toEqual(['230.12 V', 'yes', '8 Mar 2026, 12:00:00', '8 Mar 2026', '1 h 2 min', '20 ms', '1.5 kB', '€12.50', '1.00 nonsense', '42 %', 'One', '–', 'no']);
  });
  it('stay as they are when they are not what their kind says', () => expect([show({ kind: 'bytes' }, 'much'), show({ kind: 'time' }, 'soon')]).toEqual(['much', 'soon']));
  it('take their colour from a choice or from limits', () => {
    const column = { field: 'v', heading: '', warn_above: 5, bad_above: 8, bad_below: 0 };
    expect([3, 6, 9, -1, 'x'].map((v) => toneOf(column, { v }))).toEqual(['neutral', 'warning', 'bad', 'bad', 'neutral']);
  });
  it('are found by their whole name before looking inside', () =>
    expect([valueAt({ 'l1.v': 1, l1: { v: 2 } }, 'l1.v'), valueAt({ l1: { v: 2 } }, 'l1.v'), valueAt({}, 'constructor')]).toEqual([1, 2, undefined]));
});

describe('a table', () => {
  it('sorts numbers in names as people do, missing values last both ways', () => {
    expect(names(chosenRows(table, answer.rows, { ...choice, sort: 'name' }))).toEqual(['Anvil', 'bolt 9', 'bolt 10']);
    expect(names(chosenRows(table, answer.rows, { ...choice, sort: '-stock' }))).toEqual(['bolt 9', 'bolt 10', 'Anvil']);
  });
  it('searches for all words in what is shown, and filters by value', () => {
    expect(names(chosenRows(table, answer.rows, { ...choice, search: 'LOW bolt' }))).toEqual(['bolt 10']);
    expect(names(chosenRows(table, answer.rows, { ...choice, filters: { state: 'low' } }))).toEqual(['bolt 10', 'Anvil']);
  });
  it('pages and sums', () => {
    expect([names(pageOf(answer.rows, 2, 2)), pageCount(3, 2), pageCount(0, 2)]).toEqual([['Anvil'], 2, 1]);
    expect([totalOf(table.columns[1]!, answer.rows), totalOf(table.columns[0]!, answer.rows)]).toEqual([23, undefined]);
  });
  it('keeps what was chosen in the address, and nothing that is usual', () => {
    const search = withChoice('table2', table, '?id=7&table2.page=9', { search: 'a b', sort: '-stock', page: 3, filters: { state: 'low' } });
    expect(parseChoice('table2', table, search)).toEqual({ search: 'a b', sort: '-stock', page: 3, filters: { state: 'low' } });
    expect(withChoice('table2', table, search, { ...choice, sort: 'name' })).toBe('?id=7');
    expect(parseChoice('table', table, search)).toEqual({ ...choice, sort: 'name' });
  });
  it('ignores nonsense in the address', () =>
    expect(parseChoice('t', table, '?t.page=-4&t.sort=password&t.filter.name=x')).toEqual(choice));
  it('asks a server-paged source by the documented names', () =>
    expect(pagedRoute('m?a=1', table, { search: 'x', sort: '-stock', page: 2, filters: { state: 'low' } })).toBe('m?a=1&page=2&page_size=2&sort=-stock&search=x&filter.state=low'));
  it('reads all three forms of an answer', () => {
    expect(readAnswer(table, { items: [{ name: 'a' }], total: 9, totals: { stock: 4 } })).toEqual({ rows: [{ row: { name: 'a' } }], total: 9, totals: { stock: 4 } });
    expect(readAnswer({ ...table, row_heading: 'Phase' }, { L1: { name: 'a' } }).rows).toEqual([{ name: 'L1', row: { name: 'a' } }]);
    expect(readAnswer(table, null).rows).toEqual([]);
  });
  it('offers as filters what is declared, else what is there', () => {
    expect(filterChoices(table.columns[2]!, answer.rows)).toEqual([{ value: 'low', label: 'Low' }]);
    expect(filterChoices({ field: 'state', heading: '', choices: [] }, answer.rows).map(({ value }) => value)).toEqual(['low', 'ok']);
  });
  it('turns the order at each press', () => expect(['', 'a', '-a', 'b'].map((sort) => nextSort(sort, 'a'))).toEqual(['a', '-a', '', 'a']));
});

describe('csv', () => {
  it('quotes by RFC 4180 and runs no formula', () => {
    expect(['a,b', 'say "x"', 'two\nlines', '=1+1', '+49 1', '@x', '-5', ' x', -5, null, true, { a: 1 }].map(csvCell)).toEqual(
      ['"a,b"', '"say ""x"""', '"two\nlines"', "'=1+1", "'+49 1", "'@x", '-5', '" x"', '-5', '', 'true', '"{""a"":1}"']);
  });
  it('has units in its headings, and no hidden column', () =>
    expect(toCsv([...table.columns, { field: 'id', heading: 'Id', is_hidden: true }], [{ name: 'ä', stock: 1.5, state: 'low', id: 4 }])).toBe('Name,In stock (pcs),State\r\nä,1.5,low\r\n'));
});

describe('a form', () => {
  const fields: PageField[] = [
    { name: 'name', is_required: true, pattern: '[A-Z].*', pattern_help: 'Begin with a capital letter.' },
    { name: 'amount', kind: 'number', min: 1, max: 9.5, step: 0.5, unit: 'kg', default: '2' },
    { name: 'broken', kind: 'boolean' },
    { name: 'why', is_required: true, visible_when: 'broken' },
    { name: 'code', kind: 'secret' },
    { name: 'parts', kind: 'list', fields: [{ name: 'size', kind: 'number', is_required: true }] },
  ];
  it('begins with defaults, or with what is edited', () => {
    expect(initialEntries(fields, null)).toEqual({ name: '', amount: '2', broken: false, why: '', code: '', parts: [] });
    expect(initialEntries(fields, { name: 'A', amount: null, broken: true, code: 'x', parts: [{ size: 3 }] })).toEqual(
      { name: 'A', amount: '', broken: true, why: '', code: '', parts: [{ size: '3' }] });
  });
  it('sends types, null for nothing, neither hidden fields nor an empty secret', () =>
    expect(valuesOf(fields, { name: ' A ', amount: '', broken: false, why: 'x', code: '', parts: [{ size: '3' }] })).toEqual({ name: 'A', amount: null, broken: false, parts: [{ size: 3 }] }));
  it('names what is wrong at its place', () => {
    expect(problemsOf(fields, { name: 'a', amount: '0', broken: true, why: ' ', code: '', parts: [{ size: '' }] })).toEqual(
      { name: 'Begin with a capital letter.', amount: 'At least 1 kg.', why: 'This is needed.', 'parts[0].size': 'This is needed.' });
    expect(problemsOf(fields, { name: 'A', amount: '1.7', broken: false, code: '', parts: [] })).toEqual({ amount: 'Only steps of 0.5 kg.' });
    expect(problemsOf(fields, { name: 'A', amount: '9.5', broken: false, code: '', parts: [] })).toEqual({});
  });
  it('sorts the hub\'s messages to the fields, in whatever notation', () => {
    expect(serverProblems({ Name: ['Taken.'], '$.parts[1].Size': ['Big.'], other: ['Bad.'] }, fields)).toEqual({ at: { name: 'Taken.', 'parts[1].size': 'Big.' }, rest: ['Bad.'] });
  });
});

describe('charts', () => {
  it('stack positive bars up and negative ones down', () => {
    const spec = { kind: 'stacked_bar', x_field: 'm', series: [{ field: 'a' }, { field: 'b' }, { field: 'c' }], empty_text: '' };
    expect(barGroups(spec, [{ m: 'Jan', a: 2, b: -1, c: 3 }])[0]?.bars.map((bar) => [bar?.from, bar?.to])).toEqual([[0, 2], [0, -1], [2, 5]]);
  });
  it('have round ticks', () => expect([ticksBetween(0, 10), ticksBetween(-0.3, 0.21), ticksBetween(4, 4)]).toEqual([[0, 2, 4, 6, 8, 10], [-0.2, 0, 0.2], [4]]));
});

describe('elements', () => {
  it('are named for the address by their type and place', () => {
    const [first, second] = [{ type: 'table' }, { type: 'table' }];
    const keys = elementKeys([first, { type: 'tabs', tabs: [{ elements: [second] }] }]);
    expect([keys.get(first), keys.get(second)]).toEqual(['table', 'table2']);
    expect(tabSlug('Öl & Gas!')).toBe('öl-gas');
  });
  it('that are unknown say so, and the others are drawn', async () => {
    const section = document.createElement('ph-page-section');
    section.spec = { elements: [{ type: 'gauge' }, { type: 'text', text: 'here' }, { type: 'constructor' }] };
    section.place = { plugin: 'p', assets: null, pages: [], parameters: {}, search: '', revision: 0, keyOf: () => 'x' };
    document.body.append(section);
    await section.updateComplete;
    const notices = [...section.shadowRoot!.querySelectorAll('ph-notice')].map((notice) => notice.textContent);
    expect(notices).toEqual(['This hub does not know the element “gauge”; update the hub.', 'This hub does not know the element “constructor”; update the hub.']);
    expect(section.shadowRoot!.querySelector('ph-page-text')).not.toBeNull();
    section.remove();
  });
  it('show markdown, and a script as text', async () => {
    const text = document.createElement('ph-page-text');
    text.spec = { text: '**b** `c` [l](https://x.org) [no](javascript:alert(1)) <img src=x>\n\n- one\n- two' };
    document.body.append(text);
    await text.updateComplete;
    const root = text.shadowRoot!;
    expect([root.querySelector('strong')?.textContent, root.querySelector('code')?.textContent, root.querySelectorAll('li').length]).toEqual(['b', 'c', 2]);
    expect([[...root.querySelectorAll('a')].map((a) => a.getAttribute('href')), root.querySelector('img')]).toEqual([['https://x.org'], null]);
    text.remove();
  });
});

describe('files', () => {
  it('are accepted as a file chooser would', () => {
    const pdf = { name: 'A.PDF', type: 'application/pdf' };
    expect([isAccepted(pdf, undefined), isAccepted(pdf, '.txt, .pdf'), isAccepted(pdf, 'image/*'), isAccepted({ name: 'x', type: 'image/png' }, 'image/*')]).toEqual([true, true, false, true]);
  });
  it('have the name that the hub gives them', () => {
    expect(['attachment; filename="a b.csv"', "attachment; filename=x; filename*=UTF-8''%C3%A4.csv", 'inline', 'attachment; filename=plain.txt'].map(fileNameOf)).toEqual(['a b.csv', 'ä.csv', undefined, 'plain.txt']);
  });
});
