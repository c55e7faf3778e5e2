import type { PageElement, PageSection, PluginPage } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';

/** Where an element of a page stands: what it needs besides its own description. */
export interface Place {
  /** The plugin's id. */
  plugin: string;
  /** Where the plugin's own files are; null when it has none. */
  assets: string | null;
  /** All pages of the plugin, for links. */
  pages: readonly PluginPage[];
  /** The page's parameters, from the address. */
  parameters: Row;
  /** The query string of the address, for what the reader chose. */
  search: string;
  /** Rises when something on the page was changed: read again. */
  revision: number;
  /** The name of an element in the address, e.g. "table2". */
  keyOf: (element: unknown) => string;
}

/** Names the elements of a page for the address: by their type, with a number from the second one on. */
export function elementKeys(elements: readonly PageElement[]): Map<unknown, string> {
  const keys = new Map<unknown, string>();
  const counts = new Map<string, number>();
  const walk = (element: PageElement): void => {
    const type = element.type ?? 'section';
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    keys.set(element, count === 1 ? type : `${type}${count}`);
    [...((element as PageSection).elements ?? []), ...((element['tabs'] as PageElement[] | undefined) ?? [])].forEach(walk);
  };
  elements.forEach(walk);
  return keys;
}

/** What came of an action, to show near it. */
export interface Outcome {
  ok: boolean;
  heading: string;
  text: string;
}

/** The message of an answer; "" when it has none. */
export function messageOf(answer: unknown): string {
  const message = (answer as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : '';
}

/** Tells the page that something was changed. */
export const tellChanged = (element: HTMLElement): boolean =>
  element.dispatchEvent(new Event('page-changed', { bubbles: true, composed: true }));
