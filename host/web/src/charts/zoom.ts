/** A stretch of a time axis, Unix seconds. */
export interface TimeSpan {
  fromS: number;
  toS: number;
}

/** Zooming goes no closer than this … */
export const SHORTEST_S = 5;
/** … and no farther: a century. */
export const LONGEST_S = 100 * 365.25 * 86_400;

/** Scales a stretch by a factor; what is at `atS` stays where it is. */
export function zoomAbout({ fromS, toS }: TimeSpan, atS: number, factor: number): TimeSpan {
  const length = toS - fromS;
  const target = Math.min(LONGEST_S, Math.max(SHORTEST_S, length * factor));
  const part = length > 0 ? (atS - fromS) / length : 0.5;
  const from = atS - part * target;
  return { fromS: from, toS: from + target };
}

/** Moves a stretch by a part of its length; positive is later. */
export function pan({ fromS, toS }: TimeSpan, part: number): TimeSpan {
  const by = (toS - fromS) * part;
  return { fromS: fromS + by, toS: toS + by };
}

/** Where two fingers are, as parts of the plot's width. */
export type Fingers = readonly [number, number];

/** The stretch after two fingers moved: the times under them stay under them. */
export function pinch(span: TimeSpan, before: Fingers, after: Fingers): TimeSpan {
  const length = span.toS - span.fromS;
  const timeAt = (part: number): number => span.fromS + part * length;
  const [first, second] = [timeAt(before[0]), timeAt(before[1])];
  // Fingers side by side would stretch without end.
  const apart = after[1] - after[0];
  const wide = Math.abs(apart) < 0.02 ? 0.02 * (Math.sign(apart) || 1) : apart;
  const target = Math.min(LONGEST_S, Math.max(SHORTEST_S, Math.abs((second - first) / wide)));
  const middleS = (first + second) / 2;
  const from = middleS - ((after[0] + after[1]) / 2) * target;
  return { fromS: from, toS: from + target };
}

/** How much one turn of the wheel zooms; trackpads send many small turns. */
export const wheelFactor = (deltaY: number, deltaMode: number): number =>
  Math.exp(Math.max(-0.6, Math.min(0.6, deltaY * (deltaMode === 1 ? 0.05 : 0.0018))));

/** What a key does to a stretch; undefined: nothing. `reset` leads back to the chosen range. */
export function keyZoom(span: TimeSpan, key: string): TimeSpan | 'reset' | undefined {
  const middleS = (span.fromS + span.toS) / 2;
  switch (key) {
    case 'ArrowLeft': return pan(span, -0.25);
    case 'ArrowRight': return pan(span, 0.25);
    case '+': case '=': case 'ArrowUp': return zoomAbout(span, middleS, 0.5);
    case '-': case '_': case 'ArrowDown': return zoomAbout(span, middleS, 2);
    case '0': return 'reset';
    default: return undefined;
  }
}
