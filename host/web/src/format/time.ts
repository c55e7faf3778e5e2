import { t, tCount } from '../text/text.js';

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

/** A day in the reader's zone: "3 Mar 2026". */
export function formatDay(time: Date): string {
  return `${time.getDate()} ${MONTHS[time.getMonth()] ?? ''} ${time.getFullYear()}`;
}

/** A time of day in the reader's zone: "14:05:09". */
export function formatClock(time: Date, withSeconds = true): string {
  const clock = `${pad(time.getHours())}:${pad(time.getMinutes())}`;
  return withSeconds ? `${clock}:${pad(time.getSeconds())}` : clock;
}

/** A moment in the reader's zone: "3 Mar 2026, 14:05:09"; what is no time stays as it is. */
export function formatMoment(time: Date | string, withSeconds = true): string {
  const moment = typeof time === 'string' ? new Date(time) : time;
  if (Number.isNaN(moment.getTime())) {
    return String(time);
  }
  return `${formatDay(moment)}, ${formatClock(moment, withSeconds)}`;
}

/** The name of the reader's time zone, e.g. "Europe/Berlin". */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Labels of ticks on a time axis that are `stepS` seconds apart; the day is named where it begins and at the first tick. */
export function formatTicks(ticksS: readonly number[], stepS: number): string[] {
  let before: Date | undefined;
  return ticksS.map((s) => {
    const at = new Date(s * 1000);
    const newDay = before?.toDateString() !== at.toDateString();
    const newYear = before !== undefined && before.getFullYear() !== at.getFullYear();
    before = at;
    const day = `${at.getDate()} ${MONTHS[at.getMonth()] ?? ''}`;
    if (stepS >= DAY_S) {
      return newYear ? `${day}\n${at.getFullYear()}` : day;
    }
    const clock = formatClock(at, stepS < MINUTE_S);
    return newDay ? `${clock}\n${day}` : clock;
  });
}

/** A moment as a `datetime-local` input wants it, in the reader's zone. */
export function toLocalInput(time: Date): string {
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}T${formatClock(time, false)}`;
}
