import type { LogLevel, LogLine } from '../../../api/logs.js';
import { formatClock, formatDay } from '../../../format/time.js';

/** All levels, the least grave first. */
export const LEVELS: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];

/** What is kept in the page: as many lines as the hub keeps. */
export const KEPT = 500;

/** How a level is written in a line. */
export const SHORT: Readonly<Record<LogLevel, string>> = {
  trace: 'TRACE', debug: 'DEBUG', information: 'INFO', warning: 'WARN', error: 'ERROR', critical: 'CRIT',
};

/** The lines with further ones, each once, the oldest first, no more than are kept. */
export function withLines(lines: readonly LogLine[], more: readonly LogLine[]): LogLine[] {
  const byId = new Map([...lines, ...more].map((line) => [line.id, line]));
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-KEPT);
}

/** The lines of at least a level that contain a text, in any case. */
export function matching(lines: readonly LogLine[], level: LogLevel, text: string): LogLine[] {
  const least = LEVELS.indexOf(level);
  const wanted = text.trim().toLowerCase();
  return lines.filter((line) => LEVELS.indexOf(line.level) >= least
    && (wanted === '' || [line.message, line.category, line.exception ?? ''].some((part) => part.toLowerCase().includes(wanted))));
}

/** A category without its namespaces. */
export const shortCategory = (category: string): string => category.slice(category.lastIndexOf('.') + 1);

/** A time of day to the millisecond, as logs need it. */
export function formatLogTime(time: string): string {
  const moment = new Date(time);
  return Number.isNaN(moment.getTime()) ? time : `${formatClock(moment)}.${String(moment.getMilliseconds()).padStart(3, '0')}`;
}

/** The lines as text, for the clipboard. */
export const asText = (lines: readonly LogLine[]): string => lines.map((line) =>
  [`${line.time} ${SHORT[line.level]} ${line.category}: ${line.message}`, ...(line.exception?.split('\n').map((part) => `    ${part}`) ?? [])].join('\n')).join('\n');

/** The day of a line when it is another one than that of the line before; empty otherwise. */
export function newDay(lines: readonly LogLine[], index: number): string {
  const day = formatDay(new Date(lines[index]?.time ?? ''));
  const before = index === 0 ? '' : formatDay(new Date(lines[index - 1]?.time ?? ''));
  return day === before ? '' : day;
}
