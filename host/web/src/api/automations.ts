import { query, request } from './http.js';

export type TriggerType = 'metric' | 'event' | 'device' | 'time' | 'sun';
export type ConditionType = 'metric' | 'time' | 'device' | 'sun';
export type ActionType = 'publish' | 'command' | 'notify' | 'job';
export type Value = number | boolean | string;

export interface Trigger {
  type: TriggerType;
  device?: string;
  metric?: string;
  is?: string;
  value?: Value | null;
  hysteresis?: number | null;
  for_s?: number | null;
  event?: string;
  field?: string | null;
  equals?: Value | null;
  cron?: string;
  offset_minutes?: number | null;
}

export interface Condition {
  type: ConditionType;
  device?: string;
  metric?: string;
  is?: string;
  value?: Value | null;
  max_age_s?: number | null;
  after?: string | null;
  before?: string | null;
  weekdays?: string[] | null;
}

export interface Action {
  type: ActionType;
  continue_on_error: boolean;
  topic?: string;
  payload?: string;
  retain?: boolean;
  device?: string;
  command?: string;
  arguments?: Record<string, unknown> | null;
  severity?: string;
  title?: string;
  text?: string;
  plugin?: string;
  job?: string;
}

/** What an owner writes; the hub checks it. */
export interface Definition {
  name: string;
  enabled: boolean;
  triggers: Trigger[];
  conditions: Condition[];
  actions: Action[];
  cooldown_s: number;
}

export type ActionStatus = 'succeeded' | 'failed' | 'skipped' | 'planned';
export type RunOutcome = 'succeeded' | 'failed' | 'conditions_not_met' | 'dry_run';

export interface Run {
  id: number;
  time: string;
  trigger: string;
  is_test: boolean;
  outcome: RunOutcome;
  conditions: { text: string; met: boolean; message: string }[];
  actions: { type: ActionType; text: string; status: ActionStatus; message: string | null }[];
  duration_ms: number;
}

export interface Automation extends Definition {
  id: string;
  version: number;
  state: 'off' | 'stopped' | 'waiting' | 'running' | 'impeded';
  reason: string | null;
  next: string | null;
  last_run: Run | null;
  suppressed: number;
  dropped: number;
}

export interface RunPage {
  runs: Run[];
  next: number | null;
}

const at = (id: string): string => `/api/automations/${encodeURIComponent(id)}`;

export const getAutomations = (signal?: AbortSignal): Promise<Automation[]> => request('/api/automations', { signal });

export const getAutomation = (id: string, signal?: AbortSignal): Promise<Automation> => request(at(id), { signal });

export const addAutomation = (definition: Definition): Promise<Automation> => request('/api/automations', { method: 'POST', body: definition });

export const changeAutomation = (id: string, version: number, definition: Definition): Promise<Automation> =>
  request(at(id), { method: 'PUT', body: definition, ifMatch: `"${version}"` });

export const deleteAutomation = (id: string): Promise<void> => request(at(id), { method: 'DELETE' });

export const switchAutomation = (id: string, on: boolean): Promise<Automation> =>
  request(`${at(id)}/${on ? 'enable' : 'disable'}`, { method: 'POST' });

export const testAutomation = (id: string, dryRun: boolean): Promise<Run> =>
  request(`${at(id)}/test`, { method: 'POST', body: { dry_run: dryRun } });

export const getAutomationRuns = (id: string, before?: number, signal?: AbortSignal): Promise<RunPage> =>
  request(`${at(id)}/runs${query({ before, limit: 20 })}`, { signal });
