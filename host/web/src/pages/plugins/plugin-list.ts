import type { Plugin } from '../../api/plugins.js';

/** The plugins after one was replaced or came anew, by name as people sort. */
export function withPlugin(plugins: readonly Plugin[], plugin: Plugin): Plugin[] {
  return byName([...plugins.filter((each) => each.id !== plugin.id), plugin]);
}

export const byName = (plugins: readonly Plugin[]): Plugin[] =>
  plugins.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));

/** The plugins after an event; undefined when the event says too little and the list must be read anew. */
export function applyPlugin(plugins: readonly Plugin[], data: unknown): Plugin[] | undefined {
  const event = data as Partial<Plugin> | null;
  const isPlugin = typeof event?.id === 'string' && typeof event.state === 'string' && typeof event.usage === 'object';
  return isPlugin ? withPlugin(plugins, event as Plugin) : undefined;
}
