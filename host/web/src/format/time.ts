import { t, tCount } from '../text/text.js';
import { hubLocale, hubZone } from './hub.js';
import { wallTime, momentOf, type WallTime } from './zone.js';

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** How long ago, in words: "just now", "12 s ago", "3 min ago", "2 h ago", "5 days ago". */
export function formatAgo(time: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - time.getTime()) / 1000);
  if (Number.isNaN(seconds)) {
    return t('format.unknown');
  }
  const length = span(Math.abs(seconds));
  if (Math.abs(seconds) < 2) {
    return t('format.justNow');
  }
  return t(seconds > 0 ? 'format.ago' : 'format.ahead', { length });
}

function span(seconds: number): string {
  if (seconds < MINUTE_S) {
    return `${seconds} s`;
  }
  if (seconds < HOUR_S) {
    return `${Math.floor(seconds / MINUTE_S)} min`;
  }
  if (seconds < DAY_S) {
    return `${Math.floor(seconds / HOUR_S)} h`;
  }
  return tCount('format.days', Math.floor(seconds / DAY_S));
}

/** A length of time in its two largest parts: "3 d 4 h", "12 min". */
export function formatDuration(seconds: number): string {
  const days = Math.floor(seconds / DAY_S);
  const hours = Math.floor((seconds % DAY_S) / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  if (hours > 0) {
    return `${hours} h ${minutes} min`;
  }
  return minutes > 0 ? `${minutes} min` : `${Math.floor(seconds)} s`;
}

const pad = (n: number): string => String(n).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = new Map<string, Intl.DateTimeFormat>();

/** English is written the same way everywhere: the day, the month's short name, the year. */
const isEnglish = (): boolean => /^en\b/i.test(hubLocale());

function dayFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${hubLocale()} ${JSON.stringify(options)}`;
  const format = days.get(key) ?? new Intl.DateTimeFormat(hubLocale(), options);
  days.set(key, format);
  return format;
}

/** A day in the hub's zone and format: "3 Mar 2026", "03.03.2026". */
export function formatDay(time: Date, zone = hubZone()): string {
  if (Number.isNaN(time.getTime())) {
    return '–';
  }
  if (isEnglish()) {
    const { day, month, year } = wallTime(time, zone);
    return `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
  }
  return dayFormat({ timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' }).format(time);
}

/** A time of day in the hub's zone: "14:05:09". */
export function formatClock(time: Date, withSeconds = true): string {
  if (Number.isNaN(time.getTime())) {
    return '–';
  }
  const { hour, minute, second } = wallTime(time);
  return withSeconds ? `${pad(hour)}:${pad(minute)}:${pad(second)}` : `${pad(hour)}:${pad(minute)}`;
}

/** A moment in the hub's zone: "3 Mar 2026, 14:05:09"; what is no time stays as it is. */
export function formatMoment(time: Date | string, withSeconds = true): string {
  const moment = typeof time === 'string' ? new Date(time) : time;
  if (Number.isNaN(moment.getTime())) {
    return String(time);
  }
  return `${formatDay(moment)}, ${formatClock(moment, withSeconds)}`;
}

/** The name of the zone in which times are shown and entered, e.g. "Europe/Berlin". */
export const zoneName = hubZone;

/** Labels of ticks on a time axis that are `stepS` seconds apart; the day is named where it begins and at the first tick. */
export function formatTicks(ticksS: readonly number[], stepS: number): string[] {
  let before: WallTime | undefined;
  return ticksS.map((s) => {
    const at = new Date(s * 1000);
    const wall = wallTime(at);
    const newYear = before !== undefined && before.year !== wall.year;
    const newDay = newYear || before?.month !== wall.month || before.day !== wall.day;
    before = wall;
    const day = isEnglish() ? `${wall.day} ${MONTHS[wall.month - 1] ?? ''}` : dayFormat({ timeZone: hubZone(), day: 'numeric', month: 'short' }).format(at);
    if (stepS >= DAY_S) {
      return newYear ? `${day}\n${wall.year}` : day;
    }
    const clock = formatClock(at, stepS < MINUTE_S);
    return newDay ? `${clock}\n${day}` : clock;
  });
}

/** A moment as a `datetime-local` input wants it, in the hub's zone. */
export function toLocalInput(time: Date): string {
  const { year, month, day, hour, minute } = wallTime(time);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`;
}

/** The moment that was entered into a `datetime-local` input, in the hub's zone; an invalid date when it is none. */
export function fromLocalInput(entered: string): Date {
  const [, year, month, day, hour, minute, second] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/.exec(entered) ?? [];
  return year === undefined ? new Date(NaN) : momentOf({
    year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second ?? 0),
  });
}
