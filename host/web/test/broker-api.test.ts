import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getBroker } from '../src/api/broker.js';
import { endClient, getClients } from '../src/api/broker-clients.js';
import { publish } from '../src/api/broker-publish.js';
import { deleteRetained, getRetained } from '../src/api/broker-retained.js';
import { ApiError } from '../src/api/http.js';
import { getRejected } from '../src/api/rejected.js';

const asked = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
const last = (): [string, string, unknown] => {
  const [path, init] = asked.mock.lastCall!;
  return [init.method ?? 'GET', path, typeof init.body === 'string' ? JSON.parse(init.body) : undefined];
};

beforeEach(() => {
  asked.mockImplementation(() => Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } })));
  vi.stubGlobal('fetch', asked);
});
afterEach(() => { vi.unstubAllGlobals(); });

describe('the broker’s routes', () => {
  it('are asked for status and rejected messages', async () => {
    await getBroker();
    expect(last()).toEqual(['GET', '/api/broker', undefined]);
    await getRejected();
    expect(last()).toEqual(['GET', '/api/broker/rejected', undefined]);
  });

  it('are asked for clients, leaving out what is not chosen', async () => {
    await getClients({});
    expect(last()[1]).toBe('/api/broker/clients');
    await getClients({ search: 'a b', state: 'connected', limit: 50, after: 'x&y' });
    expect(last()[1]).toBe('/api/broker/clients?search=a+b&state=connected&limit=50&after=x%26y');
  });

  it('end a client whatever is in its id', async () => {
    await endClient('a/b?c', 'delete');
    expect(last()).toEqual(['DELETE', '/api/broker/clients/a%2Fb%3Fc?session=delete', undefined]);
  });

  it('list and delete retained messages', async () => {
    await getRetained({ filter: 'a/+/#', limit: 50 });
    expect(last()[1]).toBe('/api/broker/retained?filter=a%2F%2B%2F%23&limit=50');
    await deleteRetained('a/b c');
    expect(last()).toEqual(['DELETE', '/api/broker/retained?topic=a%2Fb+c', undefined]);
  });

  it('publish', async () => {
    const message = { topic: 'a', payload: '1', encoding: 'text', qos: 1, retain: true } as const;
    await publish(message);
    expect(last()).toEqual(['POST', '/api/broker/publish', message]);
  });

  it('say why a message was refused', async () => {
    asked.mockImplementation(() => Promise.resolve(new Response(
      JSON.stringify({ title: 'The broker refused the message', detail: 'the payload must be online or offline', status: 400 }),
      { status: 400, headers: { 'content-type': 'application/problem+json' } })));
    const failure = await publish({ topic: 'a', payload: '', encoding: 'text', qos: 0, retain: false }).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ message: 'the payload must be online or offline', status: 400 });
  });
});
