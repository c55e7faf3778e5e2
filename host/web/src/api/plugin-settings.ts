import { request } from './http.js';
import { settingsAt, type Settings, type SettingsPlace } from './settings.js';

export type SettingSource = 'default' | 'file' | 'environment' | 'command_line' | 'admin';

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
  settings: Settings;
  tag: string;
}

const at = (id: string): string => `/api/plugins/${encodeURIComponent(id)}/settings`;

export const pluginSettings = (id: string): SettingsPlace => settingsAt(at(id));

export const exportSettings = (id: string, passphrase?: string): Promise<SettingsDocument> =>
  passphrase === undefined ? request(`${at(id)}/export`) : request(`${at(id)}/export`, { method: 'POST', body: { passphrase } });

export async function importSettings(id: string, document: unknown, passphrase: string | undefined, tag: string): Promise<TaggedSettings> {
  let next = '';
  const settings = await request<Settings>(`${at(id)}/import`, {
    method: 'POST', body: { document, passphrase: passphrase ?? null }, ifMatch: tag, onTag: (given) => { next = given; },
  });
  return { settings, tag: next };
}
