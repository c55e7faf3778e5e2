import { request } from './http.js';

export type SettingSource = 'default' | 'file' | 'environment' | 'admin';

/** Settings as JSON: groups nested, secrets null. */
export type SettingValues = Record<string, unknown>;

export interface PluginSettings {
  plugin: string;
  has_settings: boolean;
  /** The plugin runs: a change takes effect at once. */
  live: boolean;
  values: SettingValues;
  /** For each secret's path, whether one is given. */
  is_set: Record<string, boolean>;
  sources: Record<string, SettingSource>;
  /** What a reset brings back, by path, for what an admin set. */
  reset_to: Record<string, { source: SettingSource; value: unknown }>;
  /** What is refused or missing, by path. */
  errors: Record<string, string[]>;
}

export interface SettingsDocument {
  format: string;
  plugin: string;
  values: SettingValues;
  secrets: unknown;
}

/** The settings with the tag that a change must name. */
export interface TaggedSettings {
  settings: PluginSettings;
  tag: string;
}

const at = (id: string): string => `/api/plugins/${encodeURIComponent(id)}/settings`;

async function tagged(path: string, options: Parameters<typeof request>[1]): Promise<TaggedSettings> {
  let tag = '';
  const settings = await request<PluginSettings>(path, { ...options, onTag: (given) => { tag = given; } });
  return { settings, tag };
}

export const getSettings = (id: string, signal?: AbortSignal): Promise<TaggedSettings> => tagged(at(id), { signal });

export const getSettingsSchema = (id: string, signal?: AbortSignal): Promise<Record<string, unknown>> =>
  request(`${at(id)}/schema`, { signal });

/** Changes what is named; null resets to the next source. */
export const putSettings = (id: string, change: SettingValues, tag: string): Promise<TaggedSettings> =>
  tagged(at(id), { method: 'PUT', body: change, ifMatch: tag });

export const validateSettings = (id: string, change: SettingValues): Promise<{ errors: Record<string, string[]> }> =>
  request(`${at(id)}/validate`, { method: 'POST', body: change });

export const exportSettings = (id: string, passphrase?: string): Promise<SettingsDocument> =>
  passphrase === undefined ? request(`${at(id)}/export`) : request(`${at(id)}/export`, { method: 'POST', body: { passphrase } });

export const importSettings = (id: string, document: unknown, passphrase: string | undefined, tag: string): Promise<TaggedSettings> =>
  tagged(`${at(id)}/import`, { method: 'POST', body: { document, passphrase: passphrase ?? null }, ifMatch: tag });
