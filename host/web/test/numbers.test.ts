import { describe, expect, it } from 'vitest';
import { formatNumber, formatValue, formatWithUnit } from '../src/format/numbers.js';

const number = (value: number, unit: string | null = null, decimals: number | null = null): string => formatNumber(value, unit, decimals, 'en');

describe('formatNumber', () => {
  it('shows as many digits as the unit makes sense with', () => {
    expect(number(230.14159, 'V')).toBe('230.1');
    expect(number(1234.56, 'W')).toBe('1,235');
    expect(number(50.0123, 'Hz')).toBe('50.012');
    expect(number(21, '°C')).toBe('21.0');
  });

  it('does not round a small value away to zero', () => {
    expect(number(0.0421, 'W')).toBe('0.0421');
    expect(number(0.000123)).toBe('0.000123');
  });

  it('never shows a negative zero', () => {
    expect(number(-0, 'V')).toBe('0.0');
  });

  it('shows whole numbers without a unit whole', () => {
    expect(number(4212)).toBe('4,212');
    expect(number(0.91253)).toBe('0.913');
    expect(number(12.3456)).toBe('12.35');
  });

  it('obeys asked-for decimals before anything else', () => {
    expect(number(230.14159, 'V', 3)).toBe('230.142');
    expect(number(0.0004, 'V', 2)).toBe('0.00');
  });

  it('shows what is no number as a dash', () => {
    expect(number(NaN, 'V')).toBe('–');
  });
});

describe('formatWithUnit', () => {
  it('puts a unit behind numbers only', () => {
    expect(formatWithUnit(230.1, 'V', null, 'en')).toBe('230.1 V');
    expect(formatWithUnit('sleeping', 'V', null, 'en')).toBe('sleeping');
    expect(formatWithUnit(null, 'V')).toBe('–');
  });

  it('says booleans in words', () => {
    expect([formatValue(true), formatValue(false)]).toEqual(['on', 'off']);
  });
});
