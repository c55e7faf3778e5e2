import { describe, expect, it } from 'vitest';
import type { Device } from '../src/api/devices.js';
import { completeSelection, moveWindow, parseSelection, selectionAddress, windowEndingAt, windowOf } from '../src/pages/history/selection.js';

const now = new Date('2026-03-08T12:00:00Z');
const device = (id: string, metrics: string[]): Device =>
  ({ id, metrics: metrics.map((name) => ({ name, label: null, unit: null, kind: 'measurement', device_class: null })) }) as unknown as Device;
const parse = (address: string) => parseSelection(address.slice(address.indexOf('?')));

describe('the address of the history', () => {
  it('brings back what was chosen', () => {
    const chosen = {
      device: 'meter', metrics: ['l1.power', 'l2.power'], range: '7d' as const,
      zoom: { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T00:00:00Z') },
    };
    expect(parse(selectionAddress(chosen))).toEqual(chosen);
  });

  it('falls back to the last day when it makes no sense', () => {
    expect(parse('/history?range=7y&from=2026-03-02&to=2026-03-01')).toEqual({ device: '', metrics: [], range: '24h', zoom: undefined });
    expect(parse('/history?range=custom').range).toBe('24h');
  });

  it('names each metric once and not more than can be told apart', () => {
    const many = ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map((m) => `metric=${m}`).join('&');
    expect(parse(`/history?${many}`).metrics).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('completeSelection', () => {
  it('begins with the first device that measures something, on all phases', () => {
    const devices = [device('new', []), device('meter', ['l1.voltage', 'l1.power', 'l2.voltage', 'l3.voltage'])];
    expect(completeSelection(parse('?'), devices)).toMatchObject({ device: 'meter', metrics: ['l1.voltage', 'l2.voltage', 'l3.voltage'] });
  });

  it('does not silently show another device than the address names', () => {
    expect(completeSelection(parse('?device=gone'), [device('meter', ['power'])])).toMatchObject({ device: 'gone', metrics: [] });
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
