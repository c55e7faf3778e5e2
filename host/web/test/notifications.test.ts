import { describe, expect, it } from 'vitest';
import type { Target } from '../src/api/notification-targets.js';
import type { Notification } from '../src/api/notifications.js';
import { isCount } from '../src/live/notification-watch.js';
import { groupsOf, isOpen } from '../src/pages/notifications/groups.js';
import { addressOf, changeOf, listOf, switched } from '../src/pages/notifications/target-draft.js';

const told = (change: Partial<Notification>): Notification => ({
  id: 1, kind: 'plugin_failed', subject: 'tally', severity: 'info', title: '', detail: '', link: null, raised_at: '2026-01-15T12:00:00Z',
  last_at: '2026-01-15T12:00:00Z', count: 1, resolved_at: null, dismissed_at: null, ...change,
});
const target: Target = {
  id: 'a', name: 'Mail', kind: 'mail', enabled: true, least_severity: 'error', kinds: [], quiet_minutes: 60, mqtt: null, webhook: null, has_secret: true,
  mail: { host: 'smtp.example.org', port: 587, security: 'start_tls', user: 'hub', from: 'hub@example.org', to: ['a@example.org', 'b@example.org'] },
  last_success_at: null, last_error: null, last_error_at: null, next_try_at: null, waiting: 0, dropped: 0,
};
const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  Object.entries(fields).forEach(([name, value]) => { data.set(name, value); });
  return data;
};

describe('groupsOf', () => {
  it('puts the worst first, and the newest sign first in each', () => {
    const groups = groupsOf([told({ id: 1 }), told({ id: 2, severity: 'error' }), told({ id: 3, severity: 'error', last_at: '2026-01-15T12:00:01Z' })]);
    expect(groups.map((group) => [group.severity, group.notifications.map((each) => each.id)])).toEqual([['error', [3, 2]], ['info', [1]]]);
  });
});

it('knows which notification still asks for attention', () => {
  expect(isOpen(told({}))).toBe(true);
  expect(isOpen(told({ resolved_at: '2026-01-15T12:00:00Z' }))).toBe(false);
  expect(isOpen(told({ dismissed_at: '2026-01-15T12:00:00Z' }))).toBe(false);
});

it('knows an event that tells how many are open', () => {
  expect(isCount({ open: 0, worst: null })).toBe(true);
  expect(isCount({ removed: true })).toBe(false);
  expect(isCount(null)).toBe(false);
});

it('takes lists however they are separated', () => {
  expect(listOf(' a@example.org,b@example.org;\n c@example.org ')).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
  expect(listOf('  ')).toEqual([]);
});

describe('changeOf', () => {
  const mail = { name: ' Mail ', least_severity: 'error', quiet_minutes: '15', kinds: '', host: 'h', port: '25', security: 'none', user: '', from: 'f', to: 'a, b' };

  it('sends what was entered', () => {
    expect(changeOf('mail', form({ ...mail, secret: 'geheim' }), undefined)).toEqual({
      name: 'Mail', kind: 'mail', enabled: true, least_severity: 'error', kinds: [], quiet_minutes: 15, mqtt: null, webhook: null, secret: 'geheim',
      mail: { host: 'h', port: 25, security: 'none', user: null, from: 'f', to: ['a', 'b'] },
    });
  });

  it('keeps the secret when none is entered, and deletes it when asked', () => {
    expect(changeOf('mail', form({ ...mail, secret: '' }), target)).not.toHaveProperty('secret');
    expect(changeOf('mail', form({ ...mail, secret: 'x', no_secret: 'on' }), target).secret).toBe('');
  });

  it('leaves a switched-off target off', () => {
    expect(changeOf('mqtt', form({ ...mail, topic: 'home/x' }), { ...target, enabled: false })).toMatchObject({ enabled: false, mqtt: { topic: 'home/x' }, mail: null });
  });
});

it('turns only the switch', () => {
  expect(switched(target, false)).toEqual({
    name: 'Mail', kind: 'mail', enabled: false, least_severity: 'error', kinds: [], quiet_minutes: 60, mqtt: null, mail: target.mail, webhook: null,
  });
});

it('tells where a target is', () => {
  expect(addressOf(target)).toBe('a@example.org, b@example.org');
});
