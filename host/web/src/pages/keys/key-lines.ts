import type { ApiKey } from '../../api/keys.js';

export interface KeyLine {
  tool: 'publish' | 'subscribe' | 'read';
  line: string;
}

const allows = (key: ApiKey, scope: string): boolean => key.scopes === null || key.scopes.length === 0 || key.scopes.some((each) => each === scope);

/** Lines to copy that use a key, those that it allows. */
export function keyLines(key: ApiKey, value: string, { hostname, origin }: Pick<Location, 'hostname' | 'origin'>): KeyLine[] {
  const device = key.role === 'device';
  const writes = key.role !== 'viewer';
  const mqtt = `-h ${hostname} -p 1883 -u ${quoted(key.name)} -P '${value}'`;
  const lines: KeyLine[] = [];
  if (writes && allows(key, 'mqtt:publish')) {
    lines.push({ tool: 'publish', line: `mosquitto_pub ${mqtt} -q 1 -t pihub/${device ? key.name : 'first'}/state -m '{"temperature":21.5}'` });
  }
  if (!device && allows(key, 'mqtt:subscribe')) {
    lines.push({ tool: 'subscribe', line: `mosquitto_sub ${mqtt} -v -t 'pihub/#'` });
  }
  if (!device && allows(key, 'http:read')) {
    lines.push({ tool: 'read', line: `curl -H 'X-API-Key: ${value}' ${origin}/api/readings/latest` });
  }
  return lines;
}

const quoted = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
