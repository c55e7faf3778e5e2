import { asApiError, type ApiError } from '../../api/http.js';
import { getStatistics, type Gap, type Statistics } from '../../api/readings.js';
import { formatDuration } from '../../format/time.js';
import type { KnownSeries } from './history-query.js';
import type { TimeWindow } from './selection.js';
import { t, tCount } from '../../text/text.js';

/** The statistics of each series, or why there are none, by id. */
export interface StatisticsAnswer {
  window: TimeWindow | undefined;
  found: ReadonlyMap<string, Statistics | ApiError>;
}

/** Asks the hub for the statistics of all series in a stretch. */
export async function queryStatistics(series: readonly KnownSeries[], window: TimeWindow, signal: AbortSignal): Promise<StatisticsAnswer> {
  const entries = await Promise.all(series.map(async ({ id, name }): Promise<[string, Statistics | ApiError]> => {
    try {
      return [id, await getStatistics(name, window, signal)];
    } catch (cause) {
      signal.throwIfAborted();
      return [id, asApiError(cause)];
    }
  }));
  return { window, found: new Map(entries) };
}

/** "3 gaps, 2 h 10 min"; "no gaps". */
export function gapWords(gaps: readonly Gap[]): string {
  if (gaps.length === 0) {
    return t('history.noGaps');
  }
  const seconds = gaps.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 1000, 0);
  return `${tCount('history.gapCount', gaps.length)}, ${formatDuration(seconds)}`;
}

/** An integral in a unit that people use: 12 345 Wh are 12.345 kWh. */
export function readableIntegral(value: number, unit: string): { value: number; unit: string } {
  const size = Math.abs(value);
  return unit === 'Wh' && size >= 1_000_000 ? { value: value / 1_000_000, unit: 'MWh' }
    : unit === 'Wh' && size >= 1000 ? { value: value / 1000, unit: 'kWh' }
      : { value, unit };
}
