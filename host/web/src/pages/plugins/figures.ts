import type { Plugin } from '../../api/plugins.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { t } from '../../text/text.js';

export interface Figure {
  label: string;
  text: string;
  kind: '' | 'warn' | 'bad';
  /** How it is measured; empty when that is plain. */
  explained: string;
}

export const MEMORY_EXPLAINED = t('plugins.anEstimateTheSize');
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
    ...(runs ? [{ label: t('plugins.memory'), text: `≈ ${formatBytes(usage.memory_bytes)}`, kind: '' as const, explained: MEMORY_EXPLAINED }] : []),
    ...figure(t('plugins.requests'), usage.requests, runs && usage.requests > 0, '', all ? t('plugins.answeredSinceTheHubStarted') : ''),
    ...figure(t('plugins.samples'), usage.samples, runs && usage.samples > 0, '', all ? t('plugins.takenByItsHandlersSince') : ''),
    ...figure(t('plugins.waitingSamples'), usage.handler_lag, usage.handler_lag > 0 && (runs || state === 'quarantined'), usage.handler_lag > LAG_WORTH_A_WARNING ? 'warn' : '',
      t('plugins.readingsThatAreStoredBut')),
    ...figure(t('plugins.errors'), failures, failures > 0, failures > 0 ? 'bad' : '', all || failures > 0 ? errorsExplained(usage) : ''),
    ...figure(t('plugins.refused'), refused, refused > 0, refused > 0 ? 'bad' : '', t('plugins.whatItTriedWithoutHaving')),
    ...figure(t('plugins.restarts'), restarts, restarts > 0, restarts > 0 ? 'warn' : '', t('plugins.howOftenTheHubStarted')),
    ...figure(t('plugins.missedSamples'), usage.samples_missed, usage.samples_missed > 0, usage.samples_missed > 0 ? 'bad' : '', t('plugins.readingsThatWereGivenUp')),
    ...figure(t('plugins.requestsTurnedAway'), usage.requests_refused, usage.requests_refused > 0, '', t('plugins.theyCameDuringAChange')),
  ];
}

function errorsExplained(usage: Plugin['usage']): string {
  const parts = [
    [usage.request_errors, t('plugins.inRequests')], [usage.sample_errors, t('plugins.inSamples')],
    [usage.unobserved_failures, t('plugins.inItsBackgroundTasks')], [usage.thread_failures, t('plugins.inItsOwnThreads')],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, where]) => `${count} ${where}`);
  return said.length === 0 ? t('plugins.noneSinceTheHubStarted') : t('plugins.sinceTheHubStarted', { said: said.join(', ') });
}
