import { describe, expect, it } from 'vitest';
import { cronOf, dailyOf, faultsOf, newAction, newCondition, newTrigger, startFrom, valueOf, ACTION_TYPES, CONDITION_TYPES, EXAMPLES, TRIGGER_TYPES } from '../src/pages/automations/definition.js';
import { sayTrigger } from '../src/pages/automations/words.js';
import { routeOf } from '../src/router.js';

describe('a time of day', () => {
  it('becomes a cron expression and comes back', () => {
    expect(cronOf({ time: '06:30', days: ['wed', 'mon'] })).toBe('0 30 6 ? * MON,WED');
    expect(dailyOf('0 30 6 ? * MON,WED')).toEqual({ time: '06:30', days: ['mon', 'wed'] });
    expect(cronOf({ time: '00:00', days: [] })).toBe('0 0 0 ? * *');
  });
  it('understands a range of days', () => {
    expect(dailyOf('0 5 22 ? * MON-FRI')?.days).toEqual(['mon', 'tue', 'wed', 'thu', 'fri']);
  });
  it('leaves everything else to the expression', () => {
    for (const cron of ['0 0 7 1 * ?', '0/10 * * * * ?', '0 99 7 ? * *', '0 0 7 ? * MOO', 'nonsense', '']) {
      expect(dailyOf(cron), cron).toBeUndefined();
    }
  });
});

describe('a value as typed', () => {
  it('is a number, a boolean or a text', () => {
    expect([valueOf('5.5'), valueOf(' true '), valueOf('open'), valueOf(' ')]).toEqual([5.5, true, 'open', null]);
  });
});

describe('the messages of the hub', () => {
  it('stand at the part and field that they are about', () => {
    const fields = { 'triggers[0].value': ['is a number'], 'triggers[1].value': ['other'], 'triggers[0]': ['is an object'], 'triggers[0].weekdays[1]': ['unknown'] };
    expect(faultsOf(fields, 'triggers[0]')).toEqual({ value: 'is a number', '': 'is an object', weekdays: 'unknown' });
  });
});

describe('new parts', () => {
  it('have the type that was asked for', () => {
    expect(TRIGGER_TYPES.map((type) => newTrigger(type).type)).toEqual(TRIGGER_TYPES);
    expect(CONDITION_TYPES.map((type) => newCondition(type).type)).toEqual(CONDITION_TYPES);
    expect(ACTION_TYPES.map((type) => newAction(type).type)).toEqual(ACTION_TYPES);
  });
  it('of an example have a name and something to do', () => {
    for (const example of EXAMPLES) {
      expect(startFrom(example).name).not.toBe('');
      expect(startFrom(example).actions).toHaveLength(1);
    }
  });
});

describe('a trigger in words', () => {
  it('names the device even when it is not known', () => {
    expect(sayTrigger({ type: 'metric', device: 'meter', metric: 'power', is: 'below', value: 3 }, [])).toBe('When meter power goes below 3');
    expect(sayTrigger({ type: 'sun', is: 'sunset', offset_minutes: -30 }, [])).toBe('30 min before sunset');
  });
});

describe('the address', () => {
  it('leads to the list, the editor of one, and the editor of a new one', () => {
    expect(routeOf('/automations')).toEqual({ page: 'automations' });
    expect(routeOf('/automations/new')).toEqual({ page: 'automation', id: 'new' });
    expect(routeOf('/automations/../x')).toEqual({ page: 'unknown' });
  });
});
