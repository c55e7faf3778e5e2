import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveClient, type LiveEvent, type Socket } from '../src/live/live-client.js';

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  readonly sent: unknown[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event('open'));
  }

  drop(): void {
    this.onclose?.call(this as unknown as WebSocket, new CloseEvent('close'));
  }

  receive(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data }));
  }
}

let sockets: FakeSocket[];
let client: LiveClient;
const last = (): FakeSocket => sockets.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  client = new LiveClient({
    url: 'ws://hub/api/events',
    connect: () => {
      sockets.push(new FakeSocket());
      return last();
    },
    random: () => 1,
  });
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

const event = (topic: string, data: unknown = {}): LiveEvent => ({ topic, time: '2026-01-01T00:00:00Z', data });

describe('LiveClient', () => {
  it('subscribes to all topics at once when the connection opens', () => {
    client.subscribe('samples/meter', () => undefined);
    client.subscribe('devices', () => undefined);
    client.start();
    last().open();
    expect(last().sent).toEqual([{ subscribe: ['devices', 'samples/meter'] }]);
  });

  it('sends the whole new set once when several topics change together', async () => {
    client.start();
    last().open();
    const stop = client.subscribe('samples/a', () => undefined);
    client.subscribe('samples/b', () => undefined);
    stop();
    await Promise.resolve();
    expect(last().sent.slice(1)).toEqual([{ subscribe: ['samples/b'] }]);
  });

  it('keeps a topic while one of its listeners remains', async () => {
    const first = client.subscribe('devices', () => undefined);
    client.subscribe('devices', () => undefined);
    client.start();
    last().open();
    first();
    await Promise.resolve();
    expect(last().sent).toEqual([{ subscribe: ['devices'] }]);
  });

  it('hands an event to the listeners of its topic and of what is above it', () => {
    const seen: string[] = [];
    client.subscribe('events/power-quality', (e) => seen.push(e.topic));
    client.subscribe('events/power', (e) => seen.push(`wrong ${e.topic}`));
    client.start();
    last().open();
    last().receive(event('events/power-quality'));
    last().receive(event('events/power-quality/dip'));
    expect(seen).toEqual(['events/power-quality', 'events/power-quality/dip']);
  });

  it('survives a message that is not JSON', () => {
    const handler = vi.fn();
    client.subscribe('devices', handler);
    client.start();
    last().open();
    last().receive('{"topic":');
    last().receive(event('devices'));
    expect(handler).toHaveBeenCalledOnce();
  });

  it('reconnects after ever longer waits, without limit, up to 30 s', () => {
    client.start();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const before = sockets.length;
      last().drop();
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(500);
        waited += 500;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('spreads the waits of many browsers', () => {
    const eager = new LiveClient({ url: 'ws://hub', connect: () => { sockets.push(new FakeSocket()); return last(); }, random: () => 0 });
    eager.start();
    last().drop();
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    eager.stop();
  });

  it('subscribes again and asks for fresh data after a reconnection', () => {
    const resync = vi.fn();
    client.onResync(resync);
    client.subscribe('samples/meter', () => undefined);
    client.start();
    last().open();
    expect(resync).not.toHaveBeenCalled();
    last().drop();
    vi.advanceTimersByTime(1000);
    last().open();
    expect(sockets).toHaveLength(2);
    expect(last().sent).toEqual([{ subscribe: ['samples/meter'] }]);
    expect(resync).toHaveBeenCalledOnce();
  });

  it('asks for fresh data when the hub says that events were missed', () => {
    const resync = vi.fn();
    client.onResync(resync);
    client.start();
    last().open();
    last().receive(event('samples/meter', { missed: 12 }));
    expect(resync).toHaveBeenCalledOnce();
  });

  it('starts with the shortest wait again after a connection that lasted', () => {
    client.start();
    for (const wait of [1000, 2000, 4000]) {
      last().drop();
      vi.advanceTimersByTime(wait);
    }
    last().open();
    vi.advanceTimersByTime(60_000);
    last().drop();
    vi.advanceTimersByTime(1000);
    expect(sockets).toHaveLength(5);
  });

  it('gives up an attempt that neither opens nor fails', () => {
    client.start();
    const stuck = last();
    vi.advanceTimersByTime(10_000 + 1000);
    expect(stuck.closed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('tries at once when asked, and does not try twice', () => {
    client.start();
    last().drop();
    client.retryNow();
    expect(sockets).toHaveLength(2);
    client.retryNow();
    vi.advanceTimersByTime(5000);
    expect(sockets).toHaveLength(2);
  });

  it('replaces a connection that it cannot trust, and ignores its late events', () => {
    const handler = vi.fn();
    client.subscribe('devices', handler);
    client.start();
    const dead = last();
    dead.open();
    client.distrust();
    dead.receive(event('devices'));
    vi.advanceTimersByTime(1000);
    expect([dead.closed, sockets.length, handler.mock.calls.length]).toEqual([true, 2, 0]);
  });

  it('stays closed after it was stopped', () => {
    client.start();
    last().open();
    client.stop();
    vi.advanceTimersByTime(120_000);
    expect(sockets).toHaveLength(1);
    expect(client.status).toBe('stopped');
  });
});
