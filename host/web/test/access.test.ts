import { describe, expect, it } from 'vitest';
import type { Identity } from '../src/api/auth.js';
import { hasRole } from '../src/api/auth.js';
import { ApiError, problemOf } from '../src/api/http.js';
import type { ApiKey } from '../src/api/keys.js';
import type { User } from '../src/api/users.js';
import { formErrors } from '../src/components/form-errors.js';
import { passwordProblem } from '../src/components/password-hint.js';
import { clientName } from '../src/format/client.js';
import { expiresAt, isValidExpiry } from '../src/pages/keys/expiry.js';
import { keyLines } from '../src/pages/keys/key-lines.js';
import { readOnlyElements } from '../src/pages/plugin-page/read-only.js';
import { stepOf } from '../src/pages/setup/draft.js';
import { currencyOf, defaultsFor, gridOf, isLocale, regionOf } from '../src/pages/setup/hub-defaults.js';
import { mayChange, rolesToGive } from '../src/pages/users/rules.js';
import { routeOf } from '../src/router.js';

const refused = (fields: Record<string, string[]>) => new ApiError(400, 'Not valid', 'Something is wrong.', fields);
const key = (change: Partial<ApiKey>): ApiKey => ({ id: 'k', name: 'Grafana', role: 'operator', scopes: [], created_at: '2026-01-01T00:00:00Z', expires_at: null, last_used_at: null, last_used_from: null, ...change });
const here = { hostname: 'hub.local', origin: 'https://hub.local' };

describe('roles', () => {
  it('lets a role do what lower ones may, and an unknown one nothing', () => {
    expect(hasRole('admin', 'operator')).toBe(true);
    expect(hasRole('viewer', 'operator')).toBe(false);
    expect(hasRole('somebody', 'viewer')).toBe(false);
  });

  it('lets nobody give more than they have', () => {
    expect(rolesToGive('installer')).toEqual(['viewer', 'operator', 'installer']);
    expect(rolesToGive('owner')).not.toContain('device');
  });

  it('keeps owners to owners and oneself to the profile', () => {
    const user = (id: string, role: User['role']) => ({ id, role }) as User;
    const me = (id: string, role: Identity['role']) => ({ id, role, kind: 'user' }) as Identity;
    expect(mayChange(me('a', 'admin'), user('b', 'owner'))).toBe(false);
    expect(mayChange(me('a', 'owner'), user('b', 'owner'))).toBe(true);
    expect(mayChange(me('a', 'owner'), user('a', 'owner'))).toBe(false);
    expect(mayChange(me('a', 'installer'), user('b', 'viewer'))).toBe(false);
  });
});

describe('problem details of a sign-in', () => {
  it('keep the extensions and the time to wait', async () => {
    const answer = new Response(JSON.stringify({ title: 'Not signed in', second_factor_required: true }), { status: 401, headers: { 'content-type': 'application/problem+json', 'retry-after': '12' } });
    const error = await problemOf(answer);
    expect(error.members['second_factor_required']).toBe(true);
    expect(error.retryAfterS).toBe(12);
  });
});

describe('formErrors', () => {
  it('finds a field by the end of its path, in either spelling', () => {
    const errors = formErrors(refused({ 'general.time_zone': ['is unknown'], UserName: ['is taken'] }), ['time_zone', 'user_name']);
    expect(errors.of('time_zone')).toBe('is unknown');
    expect(errors.of('user_name')).toBe('is taken');
    expect(errors.rest).toBe('');
  });

  it('keeps what belongs to no field, and the message when there are no fields', () => {
    expect(formErrors(refused({ other: ['is odd'] }), ['name']).rest).toBe('is odd');
    expect(formErrors(refused({}), ['name']).rest).toBe('Something is wrong.');
  });
});

describe('passwordProblem', () => {
  it('wants ten characters, twice the same', () => {
    expect(passwordProblem('123456789', '123456789').password).not.toBe('');
    expect(passwordProblem('1234567890', '1234567890')).toEqual({ password: '', again: '' });
    expect(passwordProblem('1234567890', '1234567891').again).not.toBe('');
    expect(passwordProblem('x'.repeat(201), 'x'.repeat(201)).password).not.toBe('');
  });
});

describe('the proposals of the assistant', () => {
  it('follow the region of the locale', () => {
    expect(regionOf('de')).toBe('DE');
    expect([currencyOf('de-CH'), currencyOf('en-GB'), currencyOf('fr')]).toEqual(['CHF', 'GBP', 'EUR']);
    expect(gridOf('en-US')).toEqual({ volt: 120, hertz: 60 });
    expect(defaultsFor('de-AT')).toMatchObject({ locale: 'de-AT', currency: 'EUR', nominal_voltage_volt: 230, nominal_frequency_hertz: 50 });
  });

  it('know what is no locale', () => {
    expect(isLocale('de-DE')).toBe(true);
    expect(isLocale('German!')).toBe(false);
    expect(currencyOf('German!')).toBe('EUR');
  });

  it('lead back to the first step with a refused answer', () => {
    expect(stepOf((fields) => fields.includes('password'))).toBe('owner');
    expect(stepOf((fields) => fields.includes('currency'))).toBe('hub');
    expect(stepOf(() => false)).toBe('devices');
  });
});

describe('keys', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it('end after so many days, at the end of a day, or never', () => {
    expect(expiresAt('30', '', now)).toBe('2026-03-31T12:00:00.000Z');
    expect(expiresAt('date', '2026-04-01', now)).toBe('2026-04-01T23:59:59.000Z');
    expect(expiresAt('never', '', now)).toBeUndefined();
  });

  it('need a day that lies ahead', () => {
    expect(isValidExpiry('date', '', now)).toBe(false);
    expect(isValidExpiry('date', '2026-02-01', now)).toBe(false);
    expect(isValidExpiry('date', '2026-03-01', now)).toBe(true);
  });

  it('come with the lines that they allow', () => {
    const tools = (change: Partial<ApiKey>) => keyLines(key(change), 'v', here).map(({ tool }) => tool);
    expect(tools({})).toEqual(['publish', 'subscribe', 'read']);
    expect(tools({ scopes: ['http:read'] })).toEqual(['read']);
    expect(tools({ role: 'viewer' })).toEqual(['subscribe', 'read']);
    expect(tools({ role: 'device' })).toEqual(['publish']);
  });

  it('publish a device under its own topic and quote odd names', () => {
    expect(keyLines(key({ role: 'device', name: 'meter' }), 'v', here)[0]?.line).toContain('-t pihub/meter/state');
    expect(keyLines(key({ name: "Ann's script" }), 'v', here)[0]?.line).toContain(String.raw`-u 'Ann'\''s script'`);
  });
});

describe('clientName', () => {
  it('names browser and system, and leaves what is no browser', () => {
    expect(clientName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')).toBe('Safari, iOS');
    expect(clientName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0')).toBe('Edge, Windows');
    expect(clientName('home-app/2.1')).toBe('home-app/2.1');
    expect(clientName(null)).toBe('');
  });
});

describe('readOnlyElements', () => {
  it('keeps what reads and drops what changes, at any depth', () => {
    const elements = readOnlyElements([
      { type: 'form' },
      { type: 'upload' },
      { type: 'action', label: 'Save', method: 'POST' },
      { type: 'action', label: 'Download', method: 'GET' },
      { type: 'section', elements: [{ type: 'form' }] },
      { type: 'tabs', tabs: [{ title: 'One', elements: [{ type: 'upload' }, { type: 'text' }] }] },
      { type: 'table', create: {}, edit: {}, row_actions: [{ method: 'DELETE' }, { method: 'GET' }] },
    ]);
    expect(elements).toEqual([
      { type: 'action', label: 'Download', method: 'GET' },
      { type: 'tabs', tabs: [{ title: 'One', elements: [{ type: 'text' }] }] },
      { type: 'table', row_actions: [{ method: 'GET' }] },
    ]);
  });
});

describe('routeOf', () => {
  it('knows the pages of users and access', () => {
    expect(['/users', '/keys/', '/audit', '/profile', '/setup', '/invite'].map((path) => routeOf(path).page)).toEqual(['users', 'keys', 'audit', 'profile', 'setup', 'invite']);
  });
});
