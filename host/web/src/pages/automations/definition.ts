import type { Action, ActionType, Automation, Condition, ConditionType, Definition, Trigger, TriggerType, Value } from '../../api/automations.js';
import { t } from '../../text/text.js';

export const TRIGGER_TYPES: readonly TriggerType[] = ['metric', 'device', 'time', 'sun', 'event'];
export const CONDITION_TYPES: readonly ConditionType[] = ['metric', 'time', 'device', 'sun'];
export const ACTION_TYPES: readonly ActionType[] = ['notify', 'command', 'publish', 'job'];
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** The most triggers, conditions and actions that the hub takes, of each. */
export const MAXIMUM_PARTS = 10;

export function newTrigger(type: TriggerType): Trigger {
  switch (type) {
    case 'metric':
      return { type, device: '', metric: '', is: 'above', value: null, hysteresis: 0, for_s: 0 };
    case 'event':
      return { type, device: '', event: '' };
    case 'device':
      return { type, device: '', is: 'offline', for_s: 60 };
    case 'time':
      return { type, cron: '0 0 7 ? * *' };
    case 'sun':
      return { type, is: 'sunset', offset_minutes: 0 };
  }
}

export function newCondition(type: ConditionType): Condition {
  switch (type) {
    case 'metric':
      return { type, device: '', metric: '', is: 'above', value: null, max_age_s: 3600 };
    case 'time':
      return { type, after: '07:00', before: '22:00' };
    case 'device':
      return { type, device: '', is: 'online' };
    case 'sun':
      return { type, is: 'night' };
  }
}

export function newAction(type: ActionType): Action {
  switch (type) {
    case 'notify':
      return { type, continue_on_error: false, severity: 'info', title: '', text: '' };
    case 'command':
      return { type, continue_on_error: false, device: '', command: '' };
    case 'publish':
      return { type, continue_on_error: false, topic: '', payload: '', retain: false };
    case 'job':
      return { type, continue_on_error: false, plugin: '', job: '' };
  }
}

export type Example = 'limit' | 'offline' | 'evening';
export const EXAMPLES: readonly Example[] = ['limit', 'offline', 'evening'];

/** What the editor begins with: nothing, or one of the examples. */
export function startFrom(example: string | null): Definition {
  const empty: Definition = { name: '', enabled: true, triggers: [newTrigger('metric')], conditions: [], actions: [newAction('notify')], cooldown_s: 0 };
  const notify = (severity: string, title: string, text: string): Action => ({ ...newAction('notify'), severity, title, text });
  switch (example) {
    case 'limit':
      return {
        ...empty,
        name: t('automations.example.limit'),
        triggers: [{ ...newTrigger('metric'), hysteresis: 1, for_s: 60 }],
        actions: [notify('warning', t('automations.example.limit.title'), t('automations.example.limit.text'))],
        cooldown_s: 600,
      };
    case 'offline':
      return {
        ...empty,
        name: t('automations.example.offline'),
        triggers: [{ ...newTrigger('device'), for_s: 300 }],
        actions: [notify('warning', t('automations.example.offline.title'), '')],
      };
    case 'evening':
      return { ...empty, name: t('automations.example.evening'), triggers: [newTrigger('sun')], actions: [newAction('command')] };
    default:
      return empty;
  }
}

/** Only what the owner writes, of what the hub says. */
export function definitionOf({ name, enabled, triggers, conditions, actions, cooldown_s }: Automation): Definition {
  return structuredClone({ name, enabled, triggers, conditions, actions, cooldown_s });
}

/** A value as typed: a number, true or false, else a text; null when nothing was typed. */
export function valueOf(typed: string): Value | null {
  const text = typed.trim();
  if (text === '') {
    return null;
  }
  if (text === 'true' || text === 'false') {
    return text === 'true';
  }
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

export const typedOf = (value: Value | null | undefined): string => (value === null || value === undefined ? '' : String(value));

/** A number as typed; null when it is none. */
export function numberOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

export interface DailyTime {
  time: string;
  /** Empty: every day. */
  days: Weekday[];
}

const DAILY = /^0 (\d{1,2}) (\d{1,2}) \? \* (\*|[A-Z]{3}(?:[,-][A-Z]{3})*)$/;

/** A time of day on some weekdays, when the expression is no more than that. */
export function dailyOf(cron: string): DailyTime | undefined {
  const match = DAILY.exec(cron.trim());
  const [minute, hour] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || !(minute < 60) || !(hour < 24)) {
    return undefined;
  }
  const pad = (n: number): string => String(n).padStart(2, '0');
  const days: Weekday[] = [];
  for (const part of match[3] === '*' ? [] : (match[3] ?? '').toLowerCase().split(',')) {
    const [from = '', to = from] = part.split('-');
    const [first, last] = [WEEKDAYS.indexOf(from as Weekday), WEEKDAYS.indexOf(to as Weekday)];
    if (first < 0 || last < first) {
      return undefined;
    }
    days.push(...WEEKDAYS.slice(first, last + 1));
  }
  return { time: `${pad(hour)}:${pad(minute)}`, days };
}

/** The cron expression of a time of day. */
export function cronOf({ time, days }: DailyTime): string {
  const [hour = '0', minute = '0'] = time.split(':');
  const sorted = WEEKDAYS.filter((day) => days.includes(day)).map((day) => day.toUpperCase());
  return `0 ${Number(minute)} ${Number(hour)} ? * ${sorted.length === 0 || sorted.length === 7 ? '*' : sorted.join(',')}`;
}

/** The hub's messages about one part, by the name of its field; about the part itself under "". */
export function faultsOf(fields: Readonly<Record<string, readonly string[]>>, path: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [key, texts] of Object.entries(fields)) {
    if (key === path || key.startsWith(`${path}.`)) {
      found[key.slice(path.length + 1).replace(/\[.*$/, '')] = texts.join(' ');
    }
  }
  return found;
}
