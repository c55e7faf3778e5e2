import type { Plugin, PluginState } from '../../api/plugins.js';
import { t } from '../../text/text.js';

export interface StateLook {
  text: string;
  kind: '' | 'ok' | 'warn' | 'bad';
}

const LOOK: Readonly<Record<PluginState, StateLook>> = {
  running: { text: t('common.running'), kind: 'ok' },
  degraded: { text: t('common.degraded'), kind: 'warn' },
  waiting: { text: t('plugins.waiting'), kind: 'warn' },
  starting: { text: t('plugins.starting'), kind: 'warn' },
  stopping: { text: t('plugins.stopping'), kind: 'warn' },
  disabled: { text: t('plugins.off'), kind: '' },
  installed: { text: t('plugins.installedNotEnabled'), kind: '' },
  incompatible: { text: t('plugins.incompatible'), kind: 'bad' },
  quarantined: { text: t('plugins.quarantined'), kind: 'bad' },
};

export const lookOf = (state: PluginState): StateLook => LOOK[state];

const EXPLAINED: Partial<Readonly<Record<PluginState, string>>> = {
  degraded: t('plugins.itRunsButNotAll'),
  waiting: t('plugins.itStartsByItselfWhen'),
  incompatible: t('plugins.thisVersionCannotRun'),
  quarantined: t('plugins.itIsNotStartedAgain'),
  installed: t('plugins.itHasNeverRunSwitch'),
};

/** What a state means for the owner; empty when its name says it. */
export const explanationOf = (state: PluginState): string => EXPLAINED[state] ?? '';

/** The change that goes on, as a line to show: "Loading 1.2.0…"; empty when nothing changes. */
export function phaseWords(plugin: Pick<Plugin, 'phase' | 'state' | 'version'>): string {
  if (plugin.phase !== null && plugin.phase !== '') {
    return `${plugin.phase.charAt(0).toUpperCase()}${plugin.phase.slice(1)}…`;
  }
  if (plugin.state === 'starting') {
    return t('plugins.startingVersion', { version: plugin.version });
  }
  return plugin.state === 'stopping' ? t('plugins.stoppingVersion', { version: plugin.version }) : '';
}

/** Whether there is anything to say of how a plugin is, beyond its state's name. */
export const needsWords = (plugin: Plugin): boolean =>
  phaseWords(plugin) !== '' || reasonOf(plugin) !== '' || explanationOf(plugin.state) !== '' || plugin.next_try_at !== null || plugin.not_unloaded !== null;

/** Why it is as it is; empty when it is well. */
export const reasonOf = ({ state, reason }: Pick<Plugin, 'state' | 'reason'>): string => (state === 'running' ? '' : (reason ?? ''));

const STEPS = ['installing', 'loading', 'stopping', 'starting'];

/** How far an upgrade is, in percent; undefined when that cannot be told. */
export function phasePercent(phase: string | null): number | undefined {
  const step = STEPS.indexOf(phase?.split(' ')[0] ?? '');
  return step < 0 ? undefined : ((step + 1) / (STEPS.length + 1)) * 100;
}

/** What an owner can do with a plugin as it is now. */
export interface PluginActions {
  /** The version that waits for consent. */
  consent: string | undefined;
  rollBack: string | undefined;
  /** Whether "back" goes to a higher version: forward again after a rollback. */
  isForward: boolean;
  /** Other versions on the disk that can be used. */
  others: string[];
  remove: boolean;
}

/** What a plugin's state offers; the hub refuses the rest anyway. */
export function actionsOf(plugin: Plugin): PluginActions {
  const { versions, chosen_version: chosen, previous_version: previous, pending_version: pending } = plugin;
  const rank = (name: string): number => versions.findIndex((version) => version.name === name);
  return {
    consent: pending ?? undefined,
    rollBack: previous !== null && previous !== chosen ? previous : undefined,
    isForward: previous !== null && rank(previous) < rank(chosen),
    others: versions.filter((version) => version.name !== chosen && version.name !== pending && version.reason === null).map((version) => version.name),
    remove: !versions.some((version) => version.source === 'bundled') && plugin.source !== 'bundled',
  };
}

/** The names of the plugins that are switched on and need this one. */
export const dependentsOf = (id: string, plugins: readonly Plugin[]): string[] =>
  plugins.filter((plugin) => plugin.enabled && plugin.depends_on.includes(id)).map((plugin) => plugin.name);
