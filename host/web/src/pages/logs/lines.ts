import type { LogLevel, LogLine } from '../../api/logs.js';
import { formatClock, formatDay } from '../../format/time.js';

/** All levels, the least grave first. */
export const LEVELS: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];

/** How many lines are asked for at once. */
export const PAGE = 200;

/** What is kept in the page at most. */
export const KEPT = 3000;

/** Which lines are wanted. */
export interface LogFilter {
  plugin: string;
  level: LogLevel;
  text: string;
  category: string;
}

/** How a level is written in a line. */
export const SHORT: Readonly<Record<LogLevel, string>> = {
  trace: 'TRACE', debug: 'DEBUG', information: 'INFO', warning: 'WARN', error: 'ERROR', critical: 'CRIT',
};

/** The lines with further ones, each once, the oldest first, no more than are kept. */
export function withLines(lines: readonly LogLine[], more: readonly LogLine[]): LogLine[] {
  const byId = new Map([...lines, ...more].map((line) => [line.id, line]));
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-KEPT);
}

/** Whether a line is wanted; as the hub decides it. */
export function matches(line: LogLine, { plugin, level, text, category }: LogFilter): boolean {
  const has = (where: string | null, what: string): boolean => where?.toLowerCase().includes(what.trim().toLowerCase()) === true;
  return LEVELS.indexOf(line.level) >= LEVELS.indexOf(level)
    && (plugin === '' || line.plugin === plugin)
    && (category.trim() === '' || has(line.category, category))
    && (text.trim() === '' || has(line.message, text) || has(line.category, text) || has(line.exception, text));
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
