import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration, formatMoment, formatTicks, toLocalInput } from '../src/format/time.js';

const now = new Date('2026-03-08T12:00:00Z');
const ago = (seconds: number): string => formatAgo(new Date(now.getTime() - seconds * 1000), now);

describe('formatAgo', () => {
  it('counts in the largest whole unit', () => {
    expect([ago(0), ago(59), ago(60), ago(3599), ago(3600), ago(86_399), ago(86_400), ago(3 * 86_400)]).toEqual([
      'just now', '59 s ago', '1 min ago', '59 min ago', '1 h ago', '23 h ago', '1 day ago', '3 days ago',
    ]);
  });

  it('admits a time that lies ahead', () => {
    expect(ago(-120)).toBe('in 2 min');
  });

  it('does not invent an age for an unreadable time', () => {
    expect(formatAgo(new Date('nonsense'), now)).toBe('unknown');
  });
});

describe('formatMoment', () => {
  it('shows day and clock in the zone of the reader', () => {
    expect(formatMoment('2026-03-08T12:03:04Z')).toBe('8 Mar 2026, 12:03:04');
  });

  it('leaves what is no time as it is', () => {
    expect(formatMoment('soon')).toBe('soon');
  });

  it('fits the input of a moment', () => {
    expect(toLocalInput(new Date('2026-03-08T02:03:04Z'))).toBe('2026-03-08T02:03');
  });
});

describe('formatDuration', () => {
  it('names the two largest parts', () => {
    expect([formatDuration(42), formatDuration(700), formatDuration(7300), formatDuration(93_784)]).toEqual(['42 s', '11 min', '2 h 1 min', '1 d 2 h']);
  });
});

describe('formatTicks', () => {
  const s = (time: string): number => Date.parse(time) / 1000;

  it('names the day at the first tick and where a new one begins', () => {
    expect(formatTicks([s('2026-03-08T16:00Z'), s('2026-03-08T20:00Z'), s('2026-03-09T00:00Z')], 14_400)).toEqual(['16:00\n8 Mar', '20:00', '00:00\n9 Mar']);
  });

  it('shows seconds only where ticks are that close', () => {
    expect(formatTicks([s('2026-03-08T16:00:10Z'), s('2026-03-08T16:00:20Z')], 10)[1]).toBe('16:00:20');
  });

  it('shows days alone on a long axis, with the year where it changes', () => {
    expect(formatTicks([s('2026-12-30T00:00Z'), s('2027-01-01T00:00Z')], 172_800)).toEqual(['30 Dec', '1 Jan\n2027']);
  });
});
