import type { SettingsSection } from '../../api/settings.js';
import { t, type TextKey } from '../../text/text.js';

const KNOWN: Readonly<Record<string, { title: TextKey; about: TextKey }>> = {
  general: { title: 'settings.section.general', about: 'settings.section.general.about' },
  network: { title: 'settings.section.network', about: 'settings.section.network.about' },
  mqtt: { title: 'settings.section.mqtt', about: 'settings.section.mqtt.about' },
  recorder: { title: 'settings.section.recorder', about: 'settings.section.recorder.about' },
  backups: { title: 'settings.section.backups', about: 'settings.section.backups.about' },
  notifications: { title: 'settings.section.notifications', about: 'settings.section.notifications.about' },
};

/** A page's heading; of one that this interface does not know, the hub's. */
export function sectionTitle({ id, title }: Pick<SettingsSection, 'id' | 'title'>): string {
  const known = KNOWN[id];
  return known === undefined ? title : t(known.title);
}

/** What is on a page, in a few words; empty when this interface does not know it. */
export function sectionAbout({ id }: Pick<SettingsSection, 'id'>): string {
  const known = KNOWN[id];
  return known === undefined ? '' : t(known.about);
}

/** A value of an import for people; secrets are not told. */
export function sayChange(value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
