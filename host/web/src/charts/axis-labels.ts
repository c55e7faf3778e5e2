import type uPlot from 'uplot';
import { sideOf } from './axes.js';

export interface AxisLabel {
  label: string;
  colour: string;
  widthPx: number;
}

/** How far above the plot labels stand. */
const ABOVE_PX = 13;

/** Writes what axes measure above each of them. */
export function axisLabels(u: uPlot, axes: readonly AxisLabel[], font: string): void {
  const ratio = devicePixelRatio;
  const { ctx, bbox } = u;
  ctx.save();
  ctx.font = font.replace(/(\d+)px/, (_, size: string) => `${Number(size) * ratio}px`);
  ctx.textBaseline = 'alphabetic';
  const edges = { left: bbox.left, right: bbox.left + bbox.width };
  axes.forEach(({ label, colour, widthPx }, i) => {
    const side = sideOf(i);
    const room = widthPx * ratio;
    const isAlone = axes.filter((_, other) => sideOf(other) === side).length === 1;
    ctx.fillStyle = colour;
    // Alone on its side, a label may stand over the plot; others keep to their axis.
    ctx.textAlign = isAlone ? side : 'center';
    const outer = side === 'left' ? edges.left - room : edges.right + room;
    const x = isAlone ? outer + (side === 'left' ? 1 : -1) * 8 * ratio : (outer + edges[side]) / 2;
    ctx.fillText(label, x, bbox.top - ABOVE_PX * ratio, isAlone ? bbox.width / 2 : room - 6 * ratio);
    edges[side] = outer;
  });
  ctx.restore();
}
