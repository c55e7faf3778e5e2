import type { PendingPermissions, Plugin, Violation } from '../../api/plugins.js';

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
    ...plugin.depends_on.map((id): PermissionWords => ({ kind: 'depends', words: `needs the plugin ${id}`, entry: '' })),
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
    ...list('listen', listen, (port) => `serves its own network port ${port}`),
  ];
}

const DEVICE_TOPICS: Readonly<Record<string, string>> = {
  state: 'the values', event: 'the events', availability: 'the availability', config: 'the descriptions', command: 'the commands',
  '#': 'everything', '+': 'everything',
};

function topicWords(filter: string, verb: 'reads' | 'publishes'): string {
  if (filter === '#') {
    return `${verb} every MQTT topic`;
  }
  const [root, device, what, ...rest] = filter.split('/');
  const known = rest.length === 0 && what !== undefined && Object.hasOwn(DEVICE_TOPICS, what) ? DEVICE_TOPICS[what] : undefined;
  if (root === 'pihub' && filter === 'pihub/#') {
    return `${verb} everything of all devices`;
  }
  if (root === 'pihub' && device !== undefined && device !== '' && device !== '#' && known !== undefined) {
    return `${verb} ${known} of ${device === '+' ? 'all devices' : `the device ${device}`}`;
  }
  return `${verb} the MQTT topic ${filter}${/[#+]/.test(filter) ? ' (+ and # stand for any)' : ''}`;
}

function connectWords(host: string): string {
  if (host === 'local') {
    return 'connects to everything in your own network';
  }
  return host.startsWith('*.') ? `connects to all hosts below ${host.slice(2)}` : `connects to ${host}`;
}

function hardwareWords(port: string): string {
  if (port === '*') {
    return 'opens every hardware port';
  }
  if (port.startsWith('simulated:')) {
    return 'opens simulated hardware';
  }
  return port.endsWith('*') ? `opens the hardware ports that begin with ${port.slice(0, -1)}` : `opens the hardware port ${port}`;
}

/** What a plugin tried and was refused, in a sentence. */
export const violationWords = ({ text, count }: Violation): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)} (refused ${count === 1 ? 'once' : `${count} times`})`;
