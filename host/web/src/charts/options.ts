import uPlot from 'uplot';
import { formatNumber } from '../format/numbers.js';
import { formatTicks } from '../format/time.js';
import type { ChartSeries, Plot } from './series.js';

export interface ChartColours {
  text: string;
  grid: string;
  background: string;
  series: readonly string[];
  font: string;
}

export interface PlotFrame {
  width: number;
  height: number;
  fromS: number;
  toS: number;
  colours: ChartColours;
  /** Colour number of a metric. */
  colourOf: (metric: string) => number;
  onCursor: (timeS: number | null) => void;
  onSelect: (fromS: number, toS: number) => void;
}

const TICK_ROOM_PX = 14;
const DIGIT_PX = 7.2;

/** The columns of one series in the plot's data: value, and the band's edges. */
export const columnsOf = (series: ChartSeries): (number | null)[][] =>
  series.band === null ? [series.values] : [series.values, series.band.max, series.band.min];

const scaleOf = (plot: Plot, series: ChartSeries): string => `y${plot.units.indexOf(series.unit)}`;

/** How uPlot draws a plot. */
export function plotOptions(plot: Plot, frame: PlotFrame): uPlot.Options {
  const { colours } = frame;
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const each of plot.series) {
    const stroke = colours.series[frame.colourOf(each.metric) % colours.series.length] ?? colours.text;
    const scale = scaleOf(plot, each);
    const steps = each.steps ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
    series.push({ label: each.label, scale, stroke, width: 1.75, ...(steps === undefined ? {} : { paths: steps }) });
    if (each.band !== null) {
      const edge = { scale, stroke: 'transparent', width: 0, points: { show: false } };
      series.push(edge, { ...edge });
      bands.push({ series: [series.length - 2, series.length - 1], fill: withAlpha(stroke, 0.2) });
    }
  }
  return {
    width: frame.width,
    height: frame.height,
    padding: [10, plot.units.length > 1 ? 0 : 14, 0, 0],
    legend: { show: false },
    series,
    bands,
    scales: { x: { time: true, range: () => [frame.fromS, frame.toS] }, ...yScales(plot) },
    axes: [timeAxis(colours), ...plot.units.map((unit, i) => valueAxis(i, colours, isOnOff(plot, unit)))],
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { size: 8, show: (u, i) => cursorPoint(u, i) },
      sync: { key: 'history', setSeries: false, filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave', sub: () => true } },
    },
    hooks: {
      setCursor: [(u) => frame.onCursor(u.cursor.left === undefined || u.cursor.left < 0 ? null : u.posToVal(u.cursor.left, 'x'))],
      setSelect: [
        (u) => {
          if (u.select.width > 4) {
            frame.onSelect(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
          }
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** All that is drawn on the axis of a unit is either on or off. */
const isOnOff = (plot: Plot, unit: string | null): boolean => plot.series.filter((each) => each.unit === unit).every((each) => each.steps);

/** Booleans get the whole height from 0 to 1; numbers what they need. */
function yScales(plot: Plot): Record<string, uPlot.Scale> {
  return Object.fromEntries(
    plot.units.map((unit, i) => {
      const scale: uPlot.Scale = isOnOff(plot, unit) ? { range: [-0.1, 1.1] } : {};
      return [`y${i}`, scale];
    }),
  );
}

function axisLook(colours: ChartColours) {
  return {
    stroke: colours.text,
    font: `12px ${colours.font}`,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
  } satisfies uPlot.Axis;
}

function timeAxis(colours: ChartColours): uPlot.Axis {
  return { ...axisLook(colours), space: 74, size: 44, gap: 7, values: (_, ticks, __, ___, step) => formatTicks(ticks, step) };
}

function valueAxis(index: number, colours: ChartColours, onOff: boolean): uPlot.Axis {
  const look = axisLook(colours);
  return {
    ...look,
    scale: `y${index}`,
    // uPlot types sides as a const enum, which a bundled module cannot read: 3 is left, 1 is right.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
    side: index === 0 ? 3 : 1,
    grid: index === 0 ? look.grid : { show: false },
    gap: 6,
    space: 42,
    ...(onOff ? { splits: [0, 1] } : {}),
    values: (_, ticks, __, ___, step) => ticks.map((tick) => (onOff ? (tick === 0 ? 'off' : 'on') : formatNumber(tick, null, decimalsOf(step)))),
    size: (_, labels) => TICK_ROOM_PX + DIGIT_PX * Math.max(5, ...(labels as string[] | null ?? []).map((label) => label.length)),
  };
}

/** Digits that tell ticks apart which are `step` apart. */
export function decimalsOf(step: number): number {
  return Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

/** Only lines carry a point under the cursor, the edges of a band do not. */
function cursorPoint(u: uPlot, i: number): HTMLElement {
  const point = document.createElement('div');
  if (u.series[i]?.stroke !== undefined && u.series[i].width === 0) {
    point.hidden = true;
  }
  return point;
}

function withAlpha(colour: string, alpha: number): string {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour.trim())?.[1];
  return hex === undefined ? 'transparent' : `#${hex}${Math.round(alpha * 255).toString(16).padStart(2, '0')}`;
}
