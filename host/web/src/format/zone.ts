import { hubZone } from './hub.js';

/** A moment as a clock and a calendar on the wall show it; the month counts from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    clocks.set(zone, clock);
  }
  return clock;
}

/** What the walls of a zone show at a moment; the hub's zone unless another is named. */
export function wallTime(time: Date, zone = hubZone()): WallTime {
  const wall: WallTime = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of clockOf(zone).formatToParts(time)) {
    if (type in wall) {
      wall[type as keyof WallTime] = Number(value);
    }
  }
  return wall;
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetMs(time: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallTime(new Date(time), zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

/** The moment at which a zone's walls show this; one that clocks skip counts on from before the skip, one shown twice is the first. */
export function momentOf({ year, month, day, hour, minute, second }: WallTime, zone = hubZone()): Date {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const dayMs = 86_400_000;
  const before = asUtc - offsetMs(asUtc - dayMs, zone);
  const after = asUtc - offsetMs(asUtc + dayMs, zone);
  return new Date(offsetMs(before, zone) === asUtc - before || offsetMs(after, zone) !== asUtc - after ? before : after);
}
