import type { Row } from '../../api/plugin-routes.js';
import { isMissing, valueAt } from './values.js';

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** The first of some objects that has a value for a name, as text. */
export function findValue(name: string, ...sources: readonly (Row | null | undefined)[]): string | undefined {
  for (const source of sources) {
    const value = valueAt(source, name);
    if (!isMissing(value)) {
      return scalar(value);
    }
  }
  return undefined;
}

/** A route with its placeholders filled in, each as one path segment or one query value; undefined while one has no value. */
export function fillRoute(route: string, ...sources: readonly (Row | null | undefined)[]): string | undefined {
  const names = [...route.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const values = new Map(names.map((name) => [name, findValue(name, ...sources)]));
  // A browser takes "." and ".." for steps of the path, even percent-encoded.
  if ([...values.values()].some((value) => value === undefined || value === '.' || value === '..')) {
    return undefined;
  }
  return route.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
}

/** A text for people with its placeholders filled in; what has no value is a dash. */
export const fillText = (text: string, ...sources: readonly (Row | null | undefined)[]): string =>
  text.replace(/\{([^{}]*)\}/g, (_, name: string) => findValue(name, ...sources) ?? '–');

/** Whether a condition such as `kind=repair|swap`, or `kind` alone, is met. */
export function isMet(condition: string | undefined, ...sources: readonly (Row | null | undefined)[]): boolean {
  if (condition === undefined) {
    return true;
  }
  const at = condition.indexOf('=');
  const name = at < 0 ? condition : condition.slice(0, at);
  const value = findValue(name, ...sources);
  return at < 0 ? value !== undefined && value !== 'false' : condition.slice(at + 1).split('|').includes(value ?? '');
}

/** The address of a page of a plugin. */
export function pageAddress(plugin: string, page: string, parameters: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(given).toString();
  return `/plugins/${encodeURIComponent(plugin)}/${encodeURIComponent(page)}${query === '' ? '' : `?${query}`}`;
}

/** The parameters of a link, each `name` or `name=field`. */
export const linkParameters = (names: readonly string[] | undefined, row: Row): Record<string, string | undefined> =>
  Object.fromEntries((names ?? []).map((each) => {
    const [name = '', field = name] = each.split('=');
    return [name, findValue(field, row)];
  }));

/** The parameters that a page of the plugin takes, as far as the sources have them. */
export const pageParameters = (names: readonly string[] | undefined, ...sources: readonly (Row | null | undefined)[]): Record<string, string | undefined> =>
  Object.fromEntries((names ?? []).map((name) => [name, findValue(name, ...sources)]));
