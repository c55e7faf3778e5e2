import { describe, expect, it } from 'vitest';
import type { PluginSettings } from '../src/api/plugin-settings.js';
import { routeOf } from '../src/router.js';
import { durationMs, durationParts, isoDuration, sayDuration } from '../src/settings/durations.js';
import { allFields, settingSections } from '../src/settings/setting-fields.js';
import { checkValue, parseText, rangeText, sayValue } from '../src/settings/setting-values.js';
import { SettingsDraft, settingOf } from '../src/settings/settings-draft.js';

const schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', minLength: 2, maxLength: 10, default: 'house' },
    poll: { type: 'integer', format: 'int32', title: 'Poll', 'x-unit': 's', 'x-group': 'Reading', minimum: 1, maximum: 60, default: 30 },
    wait: { type: 'string', format: 'duration', 'x-group': 'Reading', formatMinimum: 'PT1S', formatMaximum: 'PT1H', default: 'PT5M' },
    alarm: { type: ['number', 'null'], 'x-group': 'Reading', exclusiveMinimum: 0, default: null },
    mode: { type: 'string', enum: ['off', 'save'], 'x-enum-titles': ['Off', 'Save energy'], default: 'off' },
    serial: { type: 'string', pattern: '^(?:[A-Z]{2})$', 'x-pattern-message': 'must be two capitals', default: '' },
    key: { type: 'string', writeOnly: true, 'x-secret': true },
    hosts: { type: 'array', items: { type: 'string' }, maxItems: 2, default: ['a'] },
    zones: {
      type: 'array', default: [],
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string', default: '' }, target: { type: 'number', minimum: 5, maximum: 30, default: 20 } } },
    },
    limits: { type: 'object', title: 'Limits', properties: { low: { type: 'number', default: 1 }, high: { type: 'number', default: 9 } } },
  },
};

const sections = settingSections(schema);
const field = (path: string) => allFields(sections).find((each) => each.path === path)!;

const settings: PluginSettings = {
  plugin: 'house', has_settings: true, live: true,
  values: { name: 'house', poll: 40, wait: 'PT5M', alarm: null, mode: 'off', serial: '', key: null, hosts: ['a'], zones: [], limits: { low: 1, high: 9 } },
  is_set: { key: true },
  sources: { poll: 'admin' },
  reset_to: { poll: { source: 'file', value: 30 } },
  errors: {},
};

describe('the sections of a settings form', () => {
  it('are the ungrouped fields, each group once, and each nested object', () => {
    expect(sections.map((section) => [section.title, section.fields.map((each) => each.path)])).toEqual([
      ['', ['name', 'mode', 'serial', 'key', 'hosts', 'zones']],
      ['Reading', ['poll', 'wait', 'alarm']],
      ['Limits', ['limits.low', 'limits.high']],
    ]);
  });

  it('know kinds, limits and what is required', () => {
    expect(['name', 'poll', 'wait', 'alarm', 'mode', 'key', 'hosts', 'zones'].map((path) => field(path).kind)).toEqual([
      'text', 'integer', 'duration', 'number', 'choice', 'secret', 'list', 'table',
    ]);
    expect([field('name').required, field('poll').required, field('alarm').nullable, field('poll').nullable]).toEqual([true, false, true, false]);
    expect(field('zones').columns.map((column) => [column.path, column.required])).toEqual([['name', true], ['target', false]]);
    expect(field('mode').choices).toEqual([{ value: 'off', title: 'Off' }, { value: 'save', title: 'Save energy' }]);
  });

  it('say what may be entered, with units', () => {
    expect([field('poll'), field('wait'), field('alarm'), field('name'), field('hosts'), field('key')].map(rangeText)).toEqual([
      '1 to 60 s', '1 s to 1 h', 'above 0', '2 to 10 characters', 'at most 2 entries', '',
    ]);
  });
});

describe('values', () => {
  it('are read from what is typed, in their kinds', () => {
    expect([parseText(field('poll'), ' 7 '), parseText(field('alarm'), '1,5'), parseText(field('poll'), 'x'), parseText(field('poll'), ''), parseText(field('name'), '')])
      .toEqual([7, 1.5, 'x', null, '']);
  });

  it('are said with unit, title or length', () => {
    expect([sayValue(field('poll'), 5), sayValue(field('wait'), 'PT90S'), sayValue(field('mode'), 'save'), sayValue(field('hosts'), ['a', 'b']), sayValue(field('alarm'), null)])
      .toEqual(['5 s', '90 s', 'Save energy', 'a, b', 'nothing']);
  });

  it.each([
    ['poll', 1.5, { poll: ['must be a whole number, 1 to 60 s'] }],
    ['poll', 61, { poll: ['must be a whole number, 1 to 60 s'] }],
    ['poll', 60, {}],
    ['wait', 'PT2H', { wait: ['must be a duration, 1 s to 1 h'] }],
    ['alarm', 0, { alarm: ['must be a number, above 0'] }],
    ['name', 'x', { name: ['must have 2 to 10 characters'] }],
    ['name', ' ', { name: ['is required'] }],
    ['serial', 'ab', { serial: ['must be two capitals'] }],
    ['serial', '', {}],
    ['hosts', ['a', 'b', 'c'], { hosts: ['must have at most 2 entries'] }],
    ['zones', [{ name: '', target: 99 }], { 'zones[0].name': ['is required'], 'zones[0].target': ['must be a number, 5 to 30'] }],
    ['poll', null, {}],
  ])('of %s: %j is checked', (path, value, expected) => {
    expect(checkValue(field(path), value)).toEqual(expected);
  });
});

describe('durations', () => {
  it.each([[90, 's', 'PT1M30S'], [1, 'd', 'P1D'], [1.5, 's', 'PT1.5S'], [0, 's', 'PT0S'], [250, 'ms', 'PT0.25S'], [26, 'h', 'P1DT2H'], [-5, 'min', '-PT5M']] as const)(
    '%d %s is %s and back', (amount, unit, iso) => {
      expect(isoDuration(amount, unit)).toBe(iso);
      const parts = durationParts(iso)!;
      expect(isoDuration(parts.amount, parts.unit)).toBe(iso);
    });

  it('are shown in the largest unit that fits, and nothing else is one', () => {
    expect([sayDuration('PT120M'), sayDuration('PT1M30S'), durationMs('5 min'), durationMs('P'), durationMs('PT')]).toEqual(['2 h', '90 s', undefined, undefined, undefined]);
  });
});

describe('a draft', () => {
  const draft = new SettingsDraft(settings);

  it('sends only what is changed, members of a group inside of it', () => {
    const changed = draft.with(field('name'), 'barn').with(field('limits.low'), 2).with(field('limits.high'), 8);
    expect(changed.merge()).toEqual({ name: 'barn', limits: { low: 2, high: 8 } });
    expect([draft.isDirty, changed.isDirty, changed.valueOf('limits.low'), changed.valueOf('poll')]).toEqual([false, true, 2, 40]);
  });

  it('is clean again when everything is as it was', () => {
    expect(draft.with(field('hosts'), ['b']).with(field('hosts'), ['a']).isDirty).toBe(false);
    expect(draft.with(field('alarm'), 3).with(field('alarm'), null).isDirty).toBe(false);
  });

  it('resets with null and shows what that brings back', () => {
    const reset = draft.with(field('poll'), null);
    expect([reset.merge(), reset.isReset('poll'), reset.valueOf('poll')]).toEqual([{ poll: null }, true, 30]);
  });

  it('replaces a secret by whatever is typed', () => {
    expect(draft.with(field('key'), 'k').merge()).toEqual({ key: 'k' });
    expect(draft.with(field('key'), 'k').without('key').isDirty).toBe(false);
  });

  it('lets a value be saved again that the hub refused', () => {
    const refused = new SettingsDraft({ ...settings, errors: { name: ['is refused'] } });
    expect(refused.with(field('name'), 'house').isDirty).toBe(true);
  });

  it('keeps the changes on what somebody else saved', () => {
    const rebased = draft.with(field('name'), 'barn').onto({ ...settings, values: { ...settings.values, poll: 50 } });
    expect([rebased.valueOf('name'), rebased.valueOf('poll'), rebased.merge()]).toEqual(['barn', 50, { name: 'barn' }]);
  });

  it('checks what was changed and nothing else', () => {
    expect(draft.with(field('poll'), 0).check(allFields(sections))).toEqual({ poll: ['must be a whole number, 1 to 60 s'] });
  });
});

describe('places', () => {
  it('lie in settings', () => {
    expect(['poll', 'limits.low', 'hosts[1]', 'zones[0].name'].map(settingOf)).toEqual(['poll', 'limits.low', 'hosts', 'zones']);
  });

  it('and the page has a route', () => {
    expect(routeOf('/plugins/house/settings')).toEqual({ page: 'plugin-settings', plugin: 'house' });
  });
});
