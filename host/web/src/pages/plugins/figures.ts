import type { Plugin } from '../../api/plugins.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';

export interface Figure {
  label: string;
  text: string;
  kind: '' | 'warn' | 'bad';
  /** How it is measured; empty when that is plain. */
  explained: string;
}

export const MEMORY_EXPLAINED = 'An estimate: the size of its program files, and its share of the hub’s memory by what was allocated in its name.';
/** More waiting samples than this are worth a colour. */
const LAG_WORTH_A_WARNING = 100;

/** What a plugin takes and did since the hub's start; without `all` only what says something now. */
export function figuresOf({ usage, restarts, state }: Plugin, all: boolean): Figure[] {
  const runs = state === 'running' || state === 'degraded';
  const failures = usage.request_errors + usage.sample_errors + usage.unobserved_failures + usage.thread_failures;
  const refused = usage.violations.reduce((sum, each) => sum + each.count, 0);
  const figure = (label: string, value: number, isShown: boolean, kind: Figure['kind'] = '', explained = ''): Figure[] =>
    all || isShown ? [{ label, text: formatNumber(value, null, 0), kind, explained }] : [];
  return [
    ...(runs ? [{ label: 'Memory', text: `≈ ${formatBytes(usage.memory_bytes)}`, kind: '' as const, explained: MEMORY_EXPLAINED }] : []),
    ...figure('Requests', usage.requests, runs && usage.requests > 0, '', all ? 'Answered since the hub started.' : ''),
    ...figure('Samples', usage.samples, runs && usage.samples > 0, '', all ? 'Taken by its handlers since the hub started.' : ''),
    ...figure('Waiting samples', usage.handler_lag, usage.handler_lag > 0 && (runs || state === 'quarantined'), usage.handler_lag > LAG_WORTH_A_WARNING ? 'warn' : '',
      'Readings that are stored but that it has not worked through yet. They wait, also while it is off.'),
    ...figure('Errors', failures, failures > 0, failures > 0 ? 'bad' : '', all || failures > 0 ? errorsExplained(usage) : ''),
    ...figure('Refused', refused, refused > 0, refused > 0 ? 'bad' : '', 'What it tried without having the permission; the details say what.'),
    ...figure('Restarts', restarts, restarts > 0, restarts > 0 ? 'warn' : '', 'How often the hub started it again after a failure.'),
    ...figure('Missed samples', usage.samples_missed, usage.samples_missed > 0, usage.samples_missed > 0 ? 'bad' : '', 'Readings that were given up before it came to them.'),
    ...figure('Requests turned away', usage.requests_refused, usage.requests_refused > 0, '', 'They came during a change of version that took too long.'),
  ];
}

function errorsExplained(usage: Plugin['usage']): string {
  const parts = [
    [usage.request_errors, 'in requests'], [usage.sample_errors, 'in samples'],
    [usage.unobserved_failures, 'in its background tasks'], [usage.thread_failures, 'in its own threads'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, where]) => `${count} ${where}`);
  return said.length === 0 ? 'None since the hub started.' : `Since the hub started: ${said.join(', ')}.`;
}
