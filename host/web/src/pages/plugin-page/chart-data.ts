import { getDevices } from '../../api/devices.js';
import type { PageChart, PageSeries } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { getSeries } from '../../api/readings.js';
import { arrangePlots, type Plot } from '../../charts/axes.js';
import { toChartSeries, type ChartSeries } from '../../charts/series.js';
import { humanize, metricLabel } from '../../format/labels.js';
import type { TimeWindow } from '../history/selection.js';
import { plainText, valueAt } from './values.js';

export const seriesLabel = (series: PageSeries): string => series.label ?? humanize(series.field);

/** The plugin's points over time as series; a point without a value is a gap. */
export function timeSeries(spec: PageChart, points: readonly Row[]): ChartSeries[] {
  const at = points.map((point) => ({ point, timeS: Date.parse(String(valueAt(point, spec.x_field ?? ''))) / 1000 }))
    .filter(({ timeS }) => !Number.isNaN(timeS)).sort((a, b) => a.timeS - b.timeS);
  return spec.series.map((series) => ({
    id: series.field,
    label: seriesLabel(series),
    unit: series.unit ?? '', // one axis for all that have none
    times: at.map(({ timeS }) => timeS),
    values: at.map(({ point }) => {
      const value = valueAt(point, series.field);
      return typeof value === 'number' ? value : null;
    }),
    band: null,
    steps: false,
    onOff: false,
    texts: 0,
  }));
}

/** What a chart over time shows, as plots of at most two units each. */
export const plotsOf = (series: readonly ChartSeries[]): Plot[] => arrangePlots(series.filter((each) => each.values.some((value) => value !== null)));

/** The readings of a device's metrics as series. */
export async function readingSeries(spec: PageChart, device: string, window: TimeWindow, points: number, signal: AbortSignal): Promise<ChartSeries[]> {
  const known = (await getDevices(signal)).find((each) => each.id === device);
  const all = await Promise.all(spec.series.map((series) => getSeries({ device, metric: series.field, ...window, points }, signal)));
  return all.map((each, i) => {
    const series = spec.series[i];
    const metric = known?.metrics.find(({ name }) => name === each.metric);
    const read = toChartSeries(each, series?.label ?? (metric === undefined ? humanize(each.metric) : metricLabel(metric)));
    return { ...read, unit: series?.unit ?? read.unit ?? metric?.unit ?? '' };
  });
}

/** Round numbers between two, about as many as asked for. */
export function ticksBetween(low: number, high: number, count = 5): number[] {
  if (!(high > low)) {
    return [low];
  }
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A category of a bar chart: from where to where each series' bar goes; null where it has none. */
export interface BarGroup {
  name: string;
  bars: ({ from: number; to: number; value: number } | null)[];
}

/** Bars beside each other from 0, or on top of each other, negative ones below 0. */
export function barGroups(spec: PageChart, points: readonly Row[]): BarGroup[] {
  return points.map((point) => {
    let [above, below] = [0, 0];
    const bars = spec.series.map((series) => {
      const value = valueAt(point, series.field);
      if (typeof value !== 'number') {
        return null;
      }
      if (spec.kind !== 'stacked_bar') {
        return { from: 0, to: value, value };
      }
      const from = value < 0 ? below : above;
      [above, below] = value < 0 ? [above, below + value] : [above + value, below];
      return { from, to: from + value, value };
    });
    return { name: plainText(valueAt(point, spec.x_field ?? '')), bars };
  });
}
