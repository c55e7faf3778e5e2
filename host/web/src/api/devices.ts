import { request } from './http.js';

export type MetricKind = 'measurement' | 'total' | 'total_increasing';
export type Availability = 'online' | 'offline' | 'unknown';

export interface Metric {
  name: string;
  label: string | null;
  unit: string | null;
  kind: MetricKind;
  device_class: string | null;
}

export interface Command {
  name: string;
  label: string | null;
  /** JSON Schema of the arguments object; null when it takes none. */
  arguments: Record<string, unknown> | null;
}

export interface Device {
  id: string;
  name: string;
  area: string | null;
  state: 'discovered' | 'configured';
  availability: Availability;
  reason: string | null;
  last_seen: string | null;
  driver: string | null;
  settings: Record<string, unknown> | null;
  manufacturer: string | null;
  model: string | null;
  software_version: string | null;
  metrics: Metric[];
  commands: Command[];
}

export interface NewDevice {
  id: string;
  name: string;
  area?: string;
  driver: string;
  settings?: Record<string, unknown>;
}

export interface DeviceChange {
  name: string;
  area: string | null;
  settings?: Record<string, unknown>;
}

export interface CommandResult {
  id: string;
  ok: boolean;
  state: string;
  error: string | null;
}

const at = (id: string): string => `/api/devices/${encodeURIComponent(id)}`;

export const getDevices = (signal?: AbortSignal): Promise<Device[]> => request('/api/devices', { signal });

export const addDevice = (device: NewDevice): Promise<Device> => request('/api/devices', { method: 'POST', body: device });

export const changeDevice = (id: string, change: DeviceChange): Promise<Device> =>
  request(at(id), { method: 'PUT', body: change });

export const deleteDevice = (id: string, readings: 'keep' | 'delete'): Promise<void> =>
  request(`${at(id)}?readings=${readings}`, { method: 'DELETE' });

export const sendCommand = (id: string, command: string, args: Record<string, unknown>): Promise<CommandResult> =>
  request(`${at(id)}/commands/${encodeURIComponent(command)}`, { method: 'POST', body: { arguments: args } });
