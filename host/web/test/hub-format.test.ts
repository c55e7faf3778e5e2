import { afterEach, describe, expect, it } from 'vitest';
import { hubCurrency, hubName, hubZone, keepHub } from '../src/format/hub.js';
import { formatMoney, formatNumber } from '../src/format/numbers.js';
import { formatDay, formatMoment, formatTicks, fromLocalInput, toLocalInput, zoneName } from '../src/format/time.js';

const hub = (time_zone: string, locale = 'en'): void => keepHub({ name: 'Farm', time_zone, locale, currency: 'EUR' });
const s = (iso: string): number => Date.parse(iso) / 1000;

afterEach(() => keepHub(undefined));

describe('what the hub tells of itself', () => {
  it('is the browser’s until it is known', () => {
    expect([hubName(), hubZone(), formatMoment('2026-03-03T14:05:09Z')]).toEqual(['PiHub', 'UTC', '3 Mar 2026, 14:05:09']);
  });

  it('is not taken over where the browser cannot use it', () => {
    keepHub({ name: 'Farm', time_zone: 'Nowhere/Atall', locale: '??', currency: '€' });
    expect([hubName(), hubZone(), hubCurrency()]).toEqual(['Farm', 'UTC', 'EUR']);
    expect(formatNumber(1234.5, 'A')).toBe('1,234.50');
  });

  it('is remembered in the browser', () => {
    hub('Europe/Berlin');
    expect(JSON.parse(localStorage.getItem('pihub-hub') ?? '')).toMatchObject({ name: 'Farm', time_zone: 'Europe/Berlin' });
  });
});

describe('times', () => {
  it('are shown in the hub’s zone', () => {
    hub('Asia/Kathmandu');
    expect([formatMoment('2026-03-03T20:05:09Z'), zoneName()]).toEqual(['4 Mar 2026, 01:50:09', 'Asia/Kathmandu']);
  });

  it('are written as the hub’s format has them', () => {
    hub('Europe/Berlin', 'de-DE');
    expect(formatMoment('2026-03-03T14:05:09Z')).toBe('03.03.2026, 15:05:09');
  });

  it('name the day on an axis where the hub’s day begins', () => {
    hub('Europe/Berlin', 'de-DE');
    expect(formatTicks([s('2026-03-08T22:00Z'), s('2026-03-08T23:00Z')], 3600)).toEqual(['23:00\n8. März', '00:00\n9. März']);
  });

  it('are no day for what is no time', () => {
    expect(formatDay(new Date(NaN))).toBe('–');
  });
});

describe('an entered time', () => {
  it.each([
    ['2026-01-15T12:00', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15T12:00', '2026-07-15T10:00:00.000Z'],
    // The clocks go from 02:00 to 03:00.
    ['2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    // The hour from 02:00 comes twice.
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('is one of the hub’s clocks: %s', (entered, moment) => {
    hub('Europe/Berlin');
    expect(fromLocalInput(entered).toISOString()).toBe(moment);
  });

  it('is what was shown', () => {
    hub('America/St_Johns');
    expect(fromLocalInput(toLocalInput(new Date('2026-06-01T03:07:00Z'))).toISOString()).toBe('2026-06-01T03:07:00.000Z');
  });

  it('is no time when it is none', () => {
    expect([fromLocalInput('').getTime(), fromLocalInput('tomorrow').getTime()]).toEqual([NaN, NaN]);
  });
});

describe('numbers and money', () => {
  it('are written as the hub’s format has them', () => {
    hub('UTC', 'de-DE');
    expect([formatNumber(1234.56, 'A'), formatMoney(1234.5).replace(/\s/g, ' ')]).toEqual(['1.234,56', '1.234,50 €']);
  });

  it('have the currency that is named', () => {
    expect([formatMoney(5, 'USD', 0, 'en'), formatMoney(5, 'gold', undefined, 'en')]).toEqual(['$5', '5.00 gold']);
  });
});
