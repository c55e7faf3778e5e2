import { describe, expect, it } from 'vitest';
import type { Device } from '../src/api/devices.js';
import {
  completeSelection, moveWindow, parseSelection, selectionAddress, windowEndingAt, windowOf, type Selection,
} from '../src/pages/history/selection.js';

const now = new Date('2026-03-08T12:00:00Z');
const device = (id: string, metrics: string[]): Device =>
  ({ id, metrics: metrics.map((name) => ({ name, label: null, unit: null, kind: 'measurement', device_class: null })) }) as unknown as Device;
const parse = (address: string) => parseSelection(address.slice(address.indexOf('?')));
const of = (id: string, metric: string) => ({ device: id, metric });

describe('the address of the history', () => {
  const chosen: Selection = {
    series: [of('meter', 'l1.power'), of('barn', 'temp/inner')], open: undefined, hidden: ['meter/l1.power'], range: '7d', counters: 'value', live: false,
    zoom: { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T00:00:00Z') },
  };

  it('brings back what was chosen', () => expect(parse(selectionAddress(chosen))).toEqual(chosen));

  it('knows a range that follows the time, which a zoomed one does not', () => {
    expect(parse(selectionAddress({ ...chosen, zoom: undefined, live: true })).live).toBe(true);
    expect(parse(selectionAddress({ ...chosen, live: true })).live).toBe(false);
  });

  it('is understood with one device and its metrics too', () => {
    expect(parse('/history?device=meter&metric=a&metric=b').series).toEqual([of('meter', 'a'), of('meter', 'b')]);
  });

  it('tells that nothing is chosen apart from nothing being said', () => {
    expect(parse(selectionAddress({ ...chosen, series: [] }))).toMatchObject({ series: [], open: undefined });
    expect(parse('/history?')).toMatchObject({ series: [], open: '' });
    expect(parse('/history?device=meter')).toMatchObject({ series: [], open: 'meter' });
  });

  it('falls back to the last day when it makes no sense', () => {
    expect(parse('/history?range=7y&from=2026-03-02&to=2026-03-01')).toMatchObject({ range: '24h', zoom: undefined });
    expect(parse('/history?range=custom').range).toBe('24h');
    expect(parse('/history?series=nonsense&series=/x&series=x/').series).toEqual([]);
  });

  it('names each series once and not more than can be told apart', () => {
    const many = Array.from('aabcdefghijklmnop').map((m) => `series=meter/${m}`).join('&');
    expect(parse(`/history?${many}`).series.map(({ metric }) => metric)).toEqual(Array.from('abcdefghijkl'));
  });
});

describe('completeSelection', () => {
  const devices = [device('new', []), device('meter', ['l1.voltage', 'l1.power', 'l2.voltage', 'l3.voltage']), device('barn', ['temperature', 'humidity'])];

  it('begins with the first device that measures something, on all phases', () => {
    expect(completeSelection(parse('?'), devices).series).toEqual([of('meter', 'l1.voltage'), of('meter', 'l2.voltage'), of('meter', 'l3.voltage')]);
  });

  it('takes the device that the address names', () => {
    expect(completeSelection(parse('?device=barn'), devices).series).toEqual([of('barn', 'temperature')]);
  });

  it('does not silently show another device than the address names', () => {
    expect(completeSelection(parse('?device=gone'), devices).series).toEqual([]);
    expect(completeSelection(parse('?series=gone/power'), devices).series).toEqual([of('gone', 'power')]);
  });
});

describe('windows', () => {
  it('end now, unless zoomed', () => {
    expect(windowOf(parse('?range=1h'), now)).toEqual({ from: new Date('2026-03-08T11:00:00Z'), to: now });
  });

  it('around an old reading are as long as the range and hold the reading', () => {
    const newest = new Date('2007-02-03T00:00:00Z');
    const found = windowEndingAt('24h', newest, { from: now, to: now });
    expect(found.to.getTime() - found.from.getTime()).toBe(86_400_000);
    expect(found.from < newest && newest < found.to).toBe(true);
  });

  it('move by a part of their length and do not shrink below what makes sense', () => {
    const hour = { from: new Date('2026-03-08T11:00:00Z'), to: now };
    expect(moveWindow(hour, 0.5).from).toEqual(new Date('2026-03-08T11:30:00Z'));
    const tiny = moveWindow({ from: now, to: new Date(now.getTime() + 10) }, 0, 0.5);
    expect(tiny.to.getTime() - tiny.from.getTime()).toBe(5000);
  });
});
