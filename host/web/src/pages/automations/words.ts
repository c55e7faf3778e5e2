import type { Action, Automation, Run, Trigger } from '../../api/automations.js';
import type { Device } from '../../api/devices.js';
import { metricLabel } from '../../format/labels.js';
import { t } from '../../text/text.js';
import { dailyOf, typedOf } from './definition.js';

export type Tone = 'ok' | 'warn' | 'bad' | '';

/** A device's name; its id when it is not known. */
export const deviceName = (devices: readonly Device[], id: string | undefined): string =>
  devices.find((device) => device.id === id)?.name ?? id ?? '';

function metricName(devices: readonly Device[], { device, metric }: Trigger): string {
  const known = devices.find((each) => each.id === device)?.metrics.find((each) => each.name === metric);
  return known === undefined ? (metric ?? '') : metricLabel(known);
}

export function unitOf(devices: readonly Device[], device: string | undefined, metric: string | undefined): string {
  return devices.find((each) => each.id === device)?.metrics.find((each) => each.name === metric)?.unit ?? '';
}

/** What sets it off, in a sentence. */
export function sayTrigger(trigger: Trigger, devices: readonly Device[]): string {
  const device = deviceName(devices, trigger.device);
  switch (trigger.type) {
    case 'metric': {
      const key = trigger.is === 'below' || trigger.is === 'equals' || trigger.is === 'changes' ? trigger.is : 'above';
      const unit = unitOf(devices, trigger.device, trigger.metric);
      const value = `${typedOf(trigger.value)}${unit === '' ? '' : ` ${unit}`}`;
      return t(`automations.say.${key}`, { device, metric: metricName(devices, trigger), value });
    }
    case 'event':
      return t('automations.say.event', { device, event: trigger.event ?? '' });
    case 'device':
      return t(trigger.is === 'online' ? 'automations.say.online' : 'automations.say.offline', { device });
    case 'time': {
      const daily = dailyOf(trigger.cron ?? '');
      if (daily === undefined) {
        return t('automations.say.cron', { cron: trigger.cron ?? '' });
      }
      return daily.days.length === 0
        ? t('automations.say.daily', { time: daily.time })
        : t('automations.say.weekdays', { time: daily.time, days: daily.days.map((day) => t(`automations.day.${day}`)).join(', ') });
    }
    case 'sun': {
      const event = t(trigger.is === 'sunrise' ? 'automations.is.sunrise' : 'automations.is.sunset');
      const offset = trigger.offset_minutes ?? 0;
      if (offset === 0) {
        return t('automations.say.sun', { event });
      }
      return t(offset < 0 ? 'automations.say.sun.before' : 'automations.say.sun.after', { event, minutes: Math.abs(offset) });
    }
  }
}

/** What it does, in a few words. */
export function sayAction(action: Action, devices: readonly Device[]): string {
  switch (action.type) {
    case 'notify':
      return t('automations.say.notify', { title: action.title ?? '' });
    case 'command':
      return t('automations.say.command', { device: deviceName(devices, action.device), command: action.command ?? '' });
    case 'publish':
      return t('automations.say.publish', { topic: action.topic ?? '' });
    case 'job':
      return t('automations.say.job', { plugin: action.plugin ?? '', job: action.job ?? '' });
  }
}

export function toneOf(state: Automation['state']): Tone {
  return state === 'waiting' || state === 'running' ? 'ok' : state === 'off' ? '' : 'warn';
}

export function outcomeTone(outcome: Run['outcome']): Tone {
  return outcome === 'succeeded' ? 'ok' : outcome === 'failed' ? 'bad' : '';
}
