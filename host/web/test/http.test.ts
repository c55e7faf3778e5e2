import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, asApiError, onUnauthorized, query, request } from '../src/api/http.js';
import { getHealth } from '../src/api/health.js';
import { readRoute } from '../src/api/plugin-routes.js';
import { fieldErrors, parseSettings } from '../src/pages/devices/field-errors.js';

function answer(status: number, body: unknown, type = 'application/json'): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(status === 204 ? null : text, { status, headers: { 'content-type': type } }))));
}

const failure = (promise: Promise<unknown>): Promise<ApiError> => promise.then(() => { throw new Error('It succeeded.'); }, asApiError);

afterEach(() => { vi.unstubAllGlobals(); });

describe('request', () => {
  it('turns problem details into an error with title, detail and fields', async () => {
    answer(400, { title: 'Invalid device', detail: 'Two fields are wrong.', status: 400, errors: { id: ['is taken'] } }, 'application/problem+json');
    const error = await failure(request('/api/devices'));
    expect(error).toMatchObject({ status: 400, title: 'Invalid device', message: 'Two fields are wrong.', fields: { id: ['is taken'] }, offline: false });
  });

  it('shows the first field message when a problem has no detail', async () => {
    answer(400, { title: 'Bad', errors: { name: ['is required'] } }, 'application/problem+json; charset=utf-8');
    expect((await failure(request('/api/devices'))).message).toBe('is required');
  });

  it('survives an error page of a proxy', async () => {
    answer(502, '<html>Bad gateway</html>', 'text/html');
    expect(await failure(request('/api/devices'))).toMatchObject({ status: 502, message: 'The hub answered with status 502.' });
  });

  it('survives a page where JSON was promised', async () => {
    answer(200, '<html>', 'text/html');
    expect((await failure(request('/api/devices'))).title).toBe('Unreadable answer');
  });

  it('says that the hub is away when nothing answers', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))));
    expect(await failure(request('/api/devices'))).toMatchObject({ status: 0, offline: true });
  });

  it('returns nothing for an empty answer', async () => {
    answer(204, '');
    await expect(request('/api/auth/logout', { method: 'POST' })).resolves.toBeUndefined();
  });

  it('announces a lost sign-in, but not a refused key', async () => {
    const listener = vi.fn();
    const stop = onUnauthorized(listener);
    answer(401, { title: 'Not signed in' }, 'application/problem+json');
    await failure(request('/api/auth/login', { method: 'POST', body: { api_key: 'x' } }));
    expect(listener).not.toHaveBeenCalled();
    await failure(request('/api/devices'));
    expect(listener).toHaveBeenCalledOnce();
    stop();
  });
});

describe('resources', () => {
  it('read the health of a failing hub from its 503', async () => {
    answer(503, { status: 'failing', version: '0.1.0', role: 'hub', uptime_s: 3 });
    expect((await getHealth()).status).toBe('failing');
  });

  it('take a 404 of a table as nothing yet, but no other failure', async () => {
    answer(404, { title: 'Nothing yet' }, 'application/problem+json');
    await expect(readRoute('power-quality', 'now')).resolves.toBeNull();
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe('/api/power-quality/now');
    answer(500, { title: 'Broken' }, 'application/problem+json');
    expect((await failure(readRoute('power-quality', 'now'))).status).toBe(500);
  });

  it('leave undefined parameters out of a query', () => {
    expect([query({ a: 1, b: undefined, c: 'x y' }), query({ a: undefined })]).toEqual(['?a=1&c=x+y', '']);
  });
});

describe('fieldErrors', () => {
  const fields = ['id', 'settings'];

  it('sorts messages to fields, whatever the path looks like', () => {
    const errors = fieldErrors(new ApiError(400, 'Bad', 'Bad.', { Id: ['is taken'], '$.settings.host': ['is missing'], licence: ['expired'] }), fields);
    expect([errors.of('id'), errors.of('settings'), errors.rest]).toEqual(['is taken', 'host: is missing', 'expired']);
  });

  it('shows the detail when no field is named', () => {
    expect(fieldErrors(new ApiError(409, 'Conflict', 'The driver stopped.'), fields).rest).toBe('The driver stopped.');
  });
});

describe('parseSettings', () => {
  it('takes an object or nothing', () => {
    expect([parseSettings('{"host":"a"}'), parseSettings('  ')]).toEqual([{ settings: { host: 'a' } }, {}]);
  });

  it('names what is wrong with anything else', () => {
    expect(parseSettings('[1]').problem).toContain('JSON object');
    expect(parseSettings('{"a":').problem).toContain('not JSON');
  });
});
