export type Expiry = '30' | '90' | '365' | 'never' | 'date';

export const EXPIRIES: readonly Expiry[] = ['30', '90', '365', 'never', 'date'];

const DAY_MS = 86_400_000;

/** When a key made now ends, RFC 3339; undefined: never. A date means the end of that day in the reader's zone. */
export function expiresAt(expiry: Expiry, date: string, now: Date): string | undefined {
  if (expiry === 'never') {
    return undefined;
  }
  if (expiry !== 'date') {
    return new Date(now.getTime() + Number(expiry) * DAY_MS).toISOString();
  }
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}

/** Whether a choice can be taken: a date must be there and lie ahead. */
export const isValidExpiry = (expiry: Expiry, date: string, now: Date): boolean => expiry !== 'date' || (expiresAt(expiry, date, now) ?? '') > now.toISOString();
