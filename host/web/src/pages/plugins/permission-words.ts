import type { PendingPermissions, Plugin, Violation } from '../../api/plugins.js';
import { t, tCount } from '../../text/text.js';

export type PermissionKind = 'subscribe' | 'publish' | 'connect' | 'hardware' | 'listen' | 'depends';

/** One thing that a plugin may do, as a person says it. */
export interface PermissionWords {
  kind: PermissionKind;
  words: string;
  /** The entry of the manifest, when the words do not say it already. */
  entry: string;
}

/** What the version of a plugin that runs, or would, may do. */
export function permissionsOf(plugin: Plugin): PermissionWords[] {
  const listen = plugin.listener_port === null ? [] : [plugin.listener_port];
  return [
    ...wordsOf({ ...plugin.permissions, listen }),
    ...plugin.depends_on.map((id): PermissionWords => ({ kind: 'depends', words: t('plugins.needsThePlugin', { id }), entry: '' })),
  ];
}

/** Permissions in words, entry by entry. */
export function wordsOf({ subscribe, publish, connect, hardware, listen }: PendingPermissions): PermissionWords[] {
  const list = (kind: PermissionKind, entries: readonly (string | number)[], say: (entry: string) => string): PermissionWords[] =>
    entries.map((entry) => {
      const words = say(String(entry));
      return { kind, words, entry: words.includes(String(entry)) ? '' : String(entry) };
    });
  return [
    ...list('subscribe', subscribe, (filter) => topicWords(filter, 'reads')),
    ...list('publish', publish, (filter) => topicWords(filter, 'publishes')),
    ...list('connect', connect, connectWords),
    ...list('hardware', hardware, hardwareWords),
    ...list('listen', listen, (port) => t('plugins.servesItsOwnNetworkPort', { port })),
  ];
}

const DEVICE_TOPICS: Readonly<Record<string, string>> = {
  state: t('plugins.topicValues'), event: t('plugins.topicEvents'), availability: t('plugins.topicAvailability'),
  config: t('plugins.topicDescriptions'), command: t('plugins.topicCommands'), '#': t('plugins.topicEverything'), '+': t('plugins.topicEverything'),
};

function topicWords(filter: string, verb: 'reads' | 'publishes'): string {
  if (filter === '#') {
    return t(`plugins.${verb}EveryTopic`);
  }
  const [root, device, what, ...rest] = filter.split('/');
  const known = rest.length === 0 && what !== undefined && Object.hasOwn(DEVICE_TOPICS, what) ? DEVICE_TOPICS[what] : undefined;
  if (root === 'pihub' && filter === 'pihub/#') {
    return t(`plugins.${verb}AllDevices`);
  }
  if (root === 'pihub' && device !== undefined && device !== '' && device !== '#' && known !== undefined) {
    return device === '+' ? t(`plugins.${verb}OfAll`, { what: known }) : t(`plugins.${verb}OfDevice`, { what: known, device });
  }
  return t(/[#+]/.test(filter) ? `plugins.${verb}Topics` : `plugins.${verb}Topic`, { filter });
}

function connectWords(host: string): string {
  if (host === 'local') {
    return t('plugins.connectsToEverythingInYour');
  }
  return host.startsWith('*.') ? t('plugins.connectsToAllHostsBelow', { host: host.slice(2) }) : t('plugins.connectsTo', { host });
}

function hardwareWords(port: string): string {
  if (port === '*') {
    return t('plugins.opensEveryHardwarePort');
  }
  if (port.startsWith('simulated:')) {
    return t('plugins.opensSimulatedHardware');
  }
  return port.endsWith('*') ? t('plugins.opensTheHardwarePorts', { port: port.slice(0, -1) }) : t('plugins.opensTheHardwarePort', { port });
}

/** What a plugin tried and was refused, in a sentence. */
export const violationWords = ({ text, count }: Violation): string =>
  tCount('plugins.refusedTimes', count, { text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` });
