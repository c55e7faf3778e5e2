import uPlot from 'uplot';
import { browserZone, hubZone } from '../format/hub.js';
import { formatNumber } from '../format/numbers.js';
import { formatTicks } from '../format/time.js';
import { axisLabels } from './axis-labels.js';
import { axisKeyOf, ownerOf, sideOf, type Plot, type PlotAxis } from './axes.js';
import { barPaths } from './bars.js';
import type { ChartSeries } from './series.js';
import { t } from '../text/text.js';

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
  /** Colour number of a series. */
  colourOf: (id: string) => number;
  /** The axes to be shown; the others only scale. */
  axes: readonly PlotAxis[];
  onCursor: (timeS: number | null) => void;
  onSelect: (fromS: number, toS: number) => void;
  onReset: () => void;
}

const TICK_ROOM_PX = 14;
const DIGIT_PX = 7.2;

/** The columns of one series in the plot's data: value, and the band's edges. */
export const columnsOf = (series: ChartSeries): (number | null)[][] =>
  series.band === null ? [series.values] : [series.values, series.band.max, series.band.min];

const scaleOf = (plot: Plot, series: ChartSeries): string => scaleName(plot, axisKeyOf(series));

const scaleName = (plot: Plot, key: string): string => `y${plot.axes.findIndex((axis) => axis.key === key)}`;

interface AxisColour {
  axis: PlotAxis;
  colour: string;
}

/** The colour of a series; of an axis that several share, the one of text. */
const colourOf = (series: ChartSeries | undefined, { colours, colourOf: numberOf }: PlotFrame): string =>
  (series === undefined ? undefined : colours.series[numberOf(series.id) % colours.series.length]) ?? colours.text;

/** How uPlot draws a plot. */
export function plotOptions(plot: Plot, frame: PlotFrame): uPlot.Options {
  const { colours } = frame;
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  const sizes: number[] = [];
  const looks = frame.axes.map((axis): AxisColour => ({ axis, colour: colourOf(ownerOf(axis, plot.series), frame) }));
  // Many bands over each other must not hide the lines.
  const bandAlpha = Math.min(0.2, 0.7 / plot.series.length);
  const barred = plot.series.filter((each) => each.bars !== undefined);
  for (const each of plot.series) {
    const stroke = colourOf(each, frame);
    const scale = scaleOf(plot, each);
    if (each.bars !== undefined) {
      const paths = barPaths(each.bars.widthS, barred.indexOf(each), barred.length);
      series.push({ label: each.label, scale, stroke, fill: withAlpha(stroke, 0.45), width: 1, paths, points: { show: false } });
      continue;
    }
    const steps = each.steps ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
    series.push({ label: each.label, scale, stroke, width: 1.75, ...(steps === undefined ? {} : { paths: steps }) });
    if (each.band !== null) {
      const edge = { scale, stroke: 'transparent', width: 0, points: { show: false } };
      series.push(edge, { ...edge });
      bands.push({ series: [series.length - 2, series.length - 1], fill: withAlpha(stroke, bandAlpha) });
    }
  }
  return {
    width: frame.width,
    height: frame.height,
    padding: [frame.axes.every(({ label }) => label === '') ? 10 : 30, frame.axes.length > 1 ? 0 : 14, 0, 0],
    legend: { show: false },
    series,
    bands,
    // Ticks stand at round times of the hub's clocks.
    ...(hubZone() === browserZone() ? {} : { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), hubZone()) }),
    scales: { x: { time: true, auto: false, min: frame.fromS, max: frame.toS, range: (_, min, max) => [min, max] }, ...yScales(plot) },
    axes: [timeAxis(colours), ...looks.map((look, i) => valueAxis(look, scaleName(plot, look.axis.key), i, sizes, frame))],
    cursor: {
      drag: { x: true, y: false, setScale: false },
      bind: {
        // With Shift the wheel moves; a double click zooms out, which is not for uPlot to do.
        mousedown: (_, __, handler) => (event) => { if (event.button === 0 && !event.shiftKey) { handler(event); } return null; },
        dblclick: () => () => { frame.onReset(); return null; },
      },
      points: { size: 8, show: (u, i) => cursorPoint(u, i) },
      sync: { key: 'history', setSeries: false, filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave', sub: () => true } },
    },
    hooks: {
      drawAxes: [(u) => axisLabels(u, looks.map(({ axis, colour }, i) => ({ label: axis.label, colour, widthPx: sizes[i] ?? 0 })), `600 12px ${colours.font}`)],
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

/** Booleans get the whole height from 0 to 1, bars begin at 0; other numbers get what they need. */
function yScales(plot: Plot): Record<string, uPlot.Scale> {
  return Object.fromEntries(
    plot.axes.map((axis, i) => {
      const scale: uPlot.Scale = axis.onOff ? { range: [-0.1, 1.1] } : axis.fromZero ? { range: (_, min, max) => barRange(min, max) } : {};
      return [`y${i}`, scale];
    }),
  );
}

/** From 0 to a bit more than the highest bar; a counter that can sink has bars below 0. */
export function barRange(min: number | null, max: number | null): [number, number] {
  const [low, high] = [Math.min(0, min ?? 0), Math.max(0, max ?? 0)];
  return low === high ? [0, 1] : [low * 1.05, high * 1.05];
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

function valueAxis({ axis: { onOff, label }, colour }: AxisColour, scale: string, index: number, sizes: number[], { colours, width }: PlotFrame): uPlot.Axis {
  const look = axisLook(colours);
  return {
    ...look,
    stroke: colour,
    scale,
    // uPlot types sides as a const enum, which a bundled module cannot read: 3 is left, 1 is right.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
    side: sideOf(index) === 'left' ? 3 : 1,
    grid: index === 0 ? look.grid : { show: false },
    gap: 6,
    space: 42,
    ...(onOff ? { splits: [0, 1] } : {}),
    values: (_, ticks, __, ___, step) => ticks.map((tick) => (onOff ? (tick === 0 ? t('common.off') : t('common.on')) : formatNumber(tick, null, decimalsOf(step)))),
    size: (_, labels) => {
      const longest = Math.max(width < 700 ? 3 : 5, ...(labels as string[] | null ?? []).map((tick) => tick.length));
      sizes[index] = TICK_ROOM_PX + Math.max(DIGIT_PX * longest, Math.min(64, DIGIT_PX * label.length));
      return sizes[index];
    },
  };
}

/** Digits that write ticks exactly which are `step` apart: none for 10, one for 2.5. */
export function decimalsOf(step: number): number {
  const digits = Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const scaled = step * 10 ** digits;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled ? digits : Math.min(6, digits + 1);
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
