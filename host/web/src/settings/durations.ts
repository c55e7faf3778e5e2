/** Units of a duration field, the largest first, in milliseconds. */
export const DURATION_UNITS = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1000 },
  { unit: 'ms', ms: 1 },
] as const;

export type DurationUnit = (typeof DURATION_UNITS)[number]['unit'];

const ISO = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration; undefined when it is none. */
export function durationMs(iso: unknown): number | undefined {
  const match = typeof iso === 'string' && iso.length > 2 ? ISO.exec(iso) : null;
  if (match === null) {
    return undefined;
  }
  const [, sign, days, hours, minutes, seconds] = match;
  const ms = Number(days ?? 0) * 86_400_000 + Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + Math.round(Number(seconds ?? 0) * 1e6) / 1000;
  return sign === '-' ? -ms : ms;
}

/** An amount of a unit as ISO 8601, e.g. `PT1.5S`. */
export function isoDuration(amount: number, unit: DurationUnit): string {
  const ms = amount * unitMs(unit);
  const sign = ms < 0 ? '-' : '';
  let rest = Math.abs(ms);
  const take = (size: number): number => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count;
  };
  const days = take(86_400_000);
  const hours = take(3_600_000);
  const minutes = take(60_000);
  const seconds = Math.round(rest * 1e4) / 1e7;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 || (days + hours + minutes === 0) ? `${seconds}S` : ''}`;
  return `${sign}P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

/** A duration in the largest unit that it is a whole number of. */
export function durationParts(iso: unknown): { amount: number; unit: DurationUnit } | undefined {
  const ms = durationMs(iso);
  if (ms === undefined) {
    return undefined;
  }
  const { unit } = ms === 0 ? { unit: 's' as const } : (DURATION_UNITS.find((each) => Number.isInteger(ms / each.ms)) ?? { unit: 'ms' as const });
  return { amount: ms / unitMs(unit), unit };
}

/** A duration for people, e.g. `90 s`. */
export function sayDuration(iso: unknown): string {
  const parts = durationParts(iso);
  return parts === undefined ? String(iso) : `${parts.amount} ${parts.unit}`;
}

const unitMs = (unit: DurationUnit): number => DURATION_UNITS.find((each) => each.unit === unit)?.ms ?? 1000;
