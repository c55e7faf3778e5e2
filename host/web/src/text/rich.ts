import { t, type TextKey } from './text.js';

/** The text of a key around pieces of a page: `{name}` in it becomes the template of that name, e.g. a link, so that no sentence is cut. */
export function tRich(key: TextKey, values: Readonly<Record<string, unknown>>): unknown[] {
  return t(key).split(/\{(\w+)\}/).map((part, i) => (i % 2 === 0 ? part : (values[part] ?? `{${part}}`)));
}
