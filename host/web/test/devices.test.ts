import { describe, expect, it } from 'vitest';
import type { Device, Metric } from '../src/api/devices.js';
import type { LatestReading } from '../src/api/readings.js';
import { schemaFields, valuesOf } from '../src/components/schema.js';
import { groupMetrics, humanize } from '../src/format/labels.js';
import { applyDevice, applySample, indexLatest } from '../src/live/latest.js';
import { routeOf } from '../src/router.js';

const metric = (name: string, label: string | null = null, unit: string | null = null): Metric => ({ name, label, unit, kind: 'measurement', device_class: null });

describe('groupMetrics', () => {
  it('gathers phases in rows and leaves the rest in order', () => {
    const { phases, plain } = groupMetrics([
      metric('frequency'), metric('l1.voltage_rms', 'L1 voltage', 'V'), metric('l3.voltage_rms', 'L3 voltage', 'V'), metric('l1.power'), metric('l4.power'),
    ]);
    expect(phases.map((row) => [row.label, row.unit, Object.keys(row.metrics)])).toEqual([['Voltage', 'V', ['1', '3']], ['Power', null, ['1']]]);
    expect(plain.map((each) => each.name)).toEqual(['frequency', 'l4.power']);
  });

  it('makes words from names', () => {
    expect([humanize('l1.voltage_rms'), humanize('wifi-rssi')]).toEqual(['L1 voltage rms', 'Wifi rssi']);
  });
});

describe('latest readings', () => {
  const reading: LatestReading = { device: 'meter', metric: 'power', value: 1, unit: 'W', time: '2026-01-01T00:00:10Z', quality: 'stale' };

  it('take a newer sample, keep the unit and are no longer stale', () => {
    const latest = applySample(indexLatest([reading]), 'meter', { time: '2026-01-01T00:00:11Z', metrics: { power: 2, on: true } });
    expect(latest.get('meter')?.get('power')).toMatchObject({ value: 2, unit: 'W', quality: 'good' });
    expect(latest.get('meter')?.get('on')?.value).toBe(true);
  });

  it('ignore a sample that arrives late', () => {
    const latest = applySample(indexLatest([reading]), 'meter', { time: '2026-01-01T00:00:09Z', metrics: { power: 2 } });
    expect(latest.get('meter')?.get('power')?.value).toBe(1);
  });

  it('ignore what is no sample and leave other devices untouched', () => {
    const before = indexLatest([reading, { ...reading, device: 'other' }]);
    expect(applySample(before, 'meter', { missed: 3 })).toBe(before);
    const after = applySample(before, 'meter', { time: '2026-01-01T00:00:11Z', metrics: { power: 2 } });
    expect(after.get('other')).toBe(before.get('other'));
  });
});

describe('applyDevice', () => {
  const list = [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }] as Device[];

  it('replaces, adds and removes', () => {
    const names = (data: unknown) => applyDevice(list, data).map((device) => device.name);
    expect(names({ id: 'b', name: 'New' })).toEqual(['A', 'New']);
    expect(names({ id: 'c', name: 'C' })).toEqual(['A', 'B', 'C']);
    expect(names({ id: 'a', removed: true })).toEqual(['B']);
    expect(names({ id: 'x', removed: true })).toEqual(['A', 'B']);
  });
});

describe('a form from a schema', () => {
  const fields = schemaFields({
    type: 'object', required: ['level'],
    properties: { level: { type: 'integer', minimum: 0, maximum: 9 }, note: { type: 'string' }, on: { type: 'boolean' }, gain: { type: ['number', 'null'] } },
  });

  it('knows kinds, limits and what is required', () => {
    expect(fields.map((field) => [field.name, field.kind, field.required, field.maximum])).toEqual([
      ['level', 'integer', true, 9], ['note', 'string', false, undefined], ['on', 'boolean', false, undefined], ['gain', 'number', false, undefined],
    ]);
  });

  it('sends values in their types and leaves empty fields out', () => {
    const form = new Map<string, string>([['level', '7'], ['note', ''], ['gain', '0.5']]);
    expect(valuesOf(fields, { get: (name) => form.get(name) ?? null })).toEqual({ level: 7, on: false, gain: 0.5 });
  });
});

describe('routeOf', () => {
  it('knows the pages', () => {
    expect([routeOf('/'), routeOf('/devices/'), routeOf('/plugins/power-quality/now'), routeOf('/nowhere'), routeOf('/plugins/%E0%A4%A/x')]).toEqual([
      { page: 'dashboard' }, { page: 'devices' }, { page: 'plugin-page', plugin: 'power-quality', id: 'now' }, { page: 'unknown' }, { page: 'unknown' },
    ]);
  });
});
