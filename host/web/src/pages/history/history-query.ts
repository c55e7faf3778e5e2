import { getDevices, type Device } from '../../api/devices.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { getLatest, getSeries } from '../../api/readings.js';
import type { TimeSpan } from '../../charts/ph-chart.js';
import { arrangePlots, toChartSeries, type ChartSeries, type Plot } from '../../charts/series.js';
import { humanize, metricLabel } from '../../format/labels.js';
import { completeSelection, parseSelection, windowOf, type Selection, type TimeWindow } from './selection.js';

export interface HistoryAnswer {
  devices: readonly Device[];
  selection: Selection;
  window: TimeWindow;
  span: TimeSpan;
  series: readonly ChartSeries[];
  plots: readonly Plot[];
  /** How exact the series are: "raw" or the length of their buckets. */
  levels: readonly string[];
  /** The hub cut at least one series. */
  cut: boolean;
  /** When nothing was found: the newest reading of the chosen metrics. */
  newest: Date | undefined;
  error: ApiError | undefined;
}

/** Reads everything that the history page shows for an address. */
export async function queryHistory(search: string, points: number, signal: AbortSignal): Promise<HistoryAnswer> {
  const devices = await getDevices(signal);
  const selection = completeSelection(parseSelection(search), devices);
  const window = windowOf(selection, new Date());
  const span = { fromS: window.from.getTime() / 1000, toS: window.to.getTime() / 1000 };
  const answer: HistoryAnswer = {
    devices, selection, window, span, series: [], plots: [], levels: [], cut: false, newest: undefined, error: undefined,
  };
  if (selection.device === '' || selection.metrics.length === 0) {
    return answer;
  }
  try {
    const all = await Promise.all(
      selection.metrics.map((metric) => getSeries({ device: selection.device, metric, ...window, points }, signal)),
    );
    const device = devices.find((each) => each.id === selection.device);
    const series = all.map((each) => {
      const metric = device?.metrics.find((known) => known.name === each.metric);
      return toChartSeries(each, metric === undefined ? humanize(each.metric) : metricLabel(metric));
    });
    const empty = all.every((each) => each.points.length === 0);
    return {
      ...answer,
      series,
      plots: arrangePlots(series.filter((each) => each.values.length > 0)),
      levels: [...new Set(all.map((each) => each.level))],
      cut: all.some((each) => each.next !== null),
      newest: empty ? await newestReading(selection, signal) : undefined,
    };
  } catch (cause) {
    if (signal.aborted) {
      throw cause;
    }
    return { ...answer, error: asApiError(cause) };
  }
}

async function newestReading({ device, metrics }: Selection, signal: AbortSignal): Promise<Date | undefined> {
  const latest = await getLatest(device, signal);
  const times = latest.filter((reading) => metrics.includes(reading.metric)).map((reading) => Date.parse(reading.time));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
