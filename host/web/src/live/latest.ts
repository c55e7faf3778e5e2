import type { Device } from '../api/devices.js';
import type { LatestReading, Value } from '../api/readings.js';

/** The latest reading of each metric of one device. */
export type DeviceReadings = ReadonlyMap<string, LatestReading>;

/** The latest readings by device. Never changed in place, so that elements see what is new. */
export type LatestReadings = ReadonlyMap<string, DeviceReadings>;

export function indexLatest(readings: readonly LatestReading[]): LatestReadings {
  const devices = new Map<string, Map<string, LatestReading>>();
  for (const reading of readings) {
    const device = devices.get(reading.device) ?? new Map<string, LatestReading>();
    device.set(reading.metric, reading);
    devices.set(reading.device, device);
  }
  return devices;
}

interface Sample {
  time: string;
  metrics: Record<string, Value>;
}

function isSample(data: unknown): data is Sample {
  const sample = data as Partial<Sample> | null;
  return typeof sample?.time === 'string' && typeof sample.metrics === 'object';
}

/** What is latest after a sample came. A late sample does not replace a newer reading. */
export function applySample(latest: LatestReadings, deviceId: string, data: unknown): LatestReadings {
  if (!isSample(data)) {
    return latest;
  }
  const before = latest.get(deviceId);
  const readings = new Map(before);
  for (const [metric, value] of Object.entries(data.metrics)) {
    const known = before?.get(metric);
    if (known === undefined || Date.parse(known.time) <= Date.parse(data.time)) {
      readings.set(metric, { device: deviceId, metric, value, unit: known?.unit ?? null, time: data.time, quality: 'good' });
    }
  }
  return new Map(latest).set(deviceId, readings);
}

/** The device list after a `devices` event. */
export function applyDevice(devices: readonly Device[], data: unknown): readonly Device[] {
  const change = data as (Device & { removed?: boolean }) | null;
  if (change === null || typeof change.id !== 'string') {
    return devices;
  }
  const at = devices.findIndex((device) => device.id === change.id);
  if (change.removed === true) {
    return at < 0 ? devices : devices.toSpliced(at, 1);
  }
  return at < 0 ? [...devices, change] : devices.with(at, change);
}
