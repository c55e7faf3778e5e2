import type uPlot from 'uplot';

/** How much of its place a bar takes. */
const PART = 0.8;

/** Where a bar begins and ends that shares its bucket with others, as times. */
export function barEdges(middleS: number, widthS: number, index: number, count: number): [number, number] {
  const place = (widthS * PART) / Math.max(1, count);
  const from = middleS - (widthS * PART) / 2 + index * place;
  return [from, from + place];
}

/** Draws bars as wide as their buckets are long; several series stand side by side. */
export function barPaths(widthS: number, index: number, count: number): uPlot.Series.PathBuilder {
  return (u, seriesIndex, first, last) => {
    const times = u.data[0];
    const values = u.data[seriesIndex] ?? [];
    const scale = u.series[seriesIndex]?.scale ?? 'y';
    const zero = u.valToPos(0, scale, true);
    const path = new Path2D();
    for (let i = Math.max(0, first - 1); i <= Math.min(times.length - 1, last + 1); i += 1) {
      const value = values[i];
      if (typeof value === 'number') {
        const [from, to] = barEdges(times[i] ?? 0, widthS, index, count);
        const left = u.valToPos(from, 'x', true);
        const top = u.valToPos(value, scale, true);
        path.rect(left, Math.min(top, zero), Math.max(1, u.valToPos(to, 'x', true) - left), Math.abs(zero - top));
      }
    }
    return { stroke: path, fill: path };
  };
}
