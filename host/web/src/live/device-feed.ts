import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { getDevices, type Device } from '../api/devices.js';
import { getLatest } from '../api/readings.js';
import { applyDevice, applySample, indexLatest, type LatestReadings } from './latest.js';
import { LiveController } from './live-controller.js';
import { Loader } from './loader.js';

/** Staleness is the hub's judgement; it is asked again this often. */
const REFRESH_MS = 60_000;

export interface DeviceFeedData {
  devices: readonly Device[];
  latest: LatestReadings;
}

/** All devices with their latest readings, kept up to date by events for as long as the element is in the page. */
export class DeviceFeed implements ReactiveController {
  readonly loader: Loader<DeviceFeedData>;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.loader = new Loader(host, async (signal) => {
      const [devices, latest] = await Promise.all([getDevices(signal), getLatest(undefined, signal)]);
      return { devices, latest: indexLatest(latest) };
    });
    new LiveController(host, {
      topics: () => ['devices', ...(this.loader.data?.devices ?? []).map((device) => `samples/${device.id}`)],
      onEvent: ({ topic, data }) => this.#onEvent(topic, data),
      onResync: () => void this.loader.reload(),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.loader.reload(), REFRESH_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  #onEvent(topic: string, data: unknown): void {
    const feed = this.loader.data;
    if (feed === undefined) {
      return;
    }
    if (topic === 'devices') {
      this.loader.set({ ...feed, devices: applyDevice(feed.devices, data) });
      return;
    }
    const id = topic.slice('samples/'.length);
    const time = (data as { time?: unknown } | null)?.time;
    const devices = feed.devices.map((device) =>
      device.id === id && typeof time === 'string' && (device.last_seen === null || Date.parse(device.last_seen) < Date.parse(time))
        ? { ...device, last_seen: time }
        : device,
    );
    this.loader.set({ devices, latest: applySample(feed.latest, id, data) });
  }
}
