import { request } from './http.js';
import type { PluginSettings, SettingValues, TaggedSettings } from './plugin-settings.js';

/** Settings as a form shows them, of a plugin or of the hub. */
export type Settings = Omit<PluginSettings, 'plugin' | 'has_settings'> & {
  /** The paths of values that take effect only after a restart; none when it does not say. */
  needs_restart?: readonly string[];
};

/** A page of the hub's settings. */
export interface SettingsSection {
  id: string;
  title: string;
  live: boolean;
  needs_restart: string[];
}

/** The whole configuration as the hub exports it. */
export interface ConfigurationDocument {
  format: string;
  version: string;
  created_at: string;
  parts: Record<string, unknown>;
}

export interface ConfigurationChange {
  part: string;
  subject: string;
  path: string;
  before: unknown;
  after: unknown;
}

export interface ImportResult {
  applied: boolean;
  changes: ConfigurationChange[];
  skipped: string[];
  errors: Record<string, string[]>;
}

/** Where a form's values are read and changed. */
export interface SettingsPlace {
  read: (signal?: AbortSignal) => Promise<TaggedSettings>;
  schema: (signal?: AbortSignal) => Promise<Record<string, unknown>>;
  validate: (change: SettingValues) => Promise<{ errors: Record<string, string[]> }>;
  save: (change: SettingValues, tag: string) => Promise<TaggedSettings>;
}

/** The values at a path of the API; `PUT` changes them, and so on below it. */
export function settingsAt(path: string): SettingsPlace {
  const tagged = async (options: Parameters<typeof request>[1]): Promise<TaggedSettings> => {
    let tag = '';
    const settings = await request<Settings>(path, { ...options, onTag: (given) => { tag = given; } });
    return { settings, tag };
  };
  return {
    read: (signal) => tagged({ signal }),
    schema: (signal) => request(`${path}/schema`, { signal }),
    validate: (change) => request(`${path}/validate`, { method: 'POST', body: change }),
    save: (change, tag) => tagged({ method: 'PUT', body: change, ifMatch: tag }),
  };
}

export const getSections = (signal?: AbortSignal): Promise<SettingsSection[]> => request('/api/settings', { signal });

export const hubSettings = (id: string): SettingsPlace => settingsAt(`/api/settings/${encodeURIComponent(id)}`);

export const exportConfiguration = (passphrase?: string): Promise<ConfigurationDocument> =>
  passphrase === undefined ? request('/api/settings/export') : request('/api/settings/export', { method: 'POST', body: { passphrase } });

export const importConfiguration = (document: unknown, passphrase: string | undefined, dryRun: boolean): Promise<ImportResult> =>
  request('/api/settings/import', { method: 'POST', body: { document, passphrase: passphrase ?? null, dry_run: dryRun } });
