import type { Plugin } from '../../api/plugins.js';
import { explanationOf } from './plugin-state.js';
import { t } from '../../text/text.js';

/** What came of something that was asked for, to be shown where it was asked. */
export interface Outcome {
  ok: boolean;
  heading: string;
  text: string;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text === '' || /[.!?…]$/.test(text) ? '' : '.'}`;

/** What came of a change to a version: it may have taken over, be refused by its own start, or wait for consent. */
export function versionOutcome(plugin: Plugin, wanted: string): Outcome {
  const change = plugin.last_change;
  if (plugin.pending_version === wanted) {
    return { ok: true, heading: t('plugins.waitsForYou', { wanted }), text: t('plugins.itAsksForMoreThan') };
  }
  if (plugin.chosen_version === wanted) {
    return plugin.enabled ? startOutcome(plugin, t('plugins.runsNow', { wanted })) : { ok: true, heading: t('plugins.versionInstalled', { wanted }), text: t('plugins.itStartsWhenYouSwitch') };
  }
  if (change?.to === wanted && change.outcome !== 'upgraded') {
    const goesOn = change.outcome === 'rolled_back' ? t('plugins.goesOnWithItsData', { from: change.from }) : '';
    return { ok: false, heading: change.outcome === 'rolled_back' ? t('plugins.wasTakenBack', { wanted }) : t('plugins.failed', { wanted }), text: sentence(change.reason ?? t('plugins.itDidNotStart')) + goesOn };
  }
  return { ok: true, heading: t('plugins.versionInstalled', { wanted }), text: plugin.chosen_version === '' ? '' : t('plugins.staysInUse', { chosenVersion: plugin.chosen_version }) };
}

/** What came of switching a plugin on or off. */
export function switchOutcome(plugin: Plugin): Outcome {
  return plugin.enabled ? startOutcome(plugin, t('plugins.itRunsNow')) : { ok: true, heading: t('plugins.itIsOff'), text: t('plugins.itsDataAndSettingsStay') };
}

function startOutcome(plugin: Plugin, success: string): Outcome {
  switch (plugin.state) {
    case 'quarantined':
    case 'incompatible':
      return { ok: false, heading: t('plugins.itDoesNotStart'), text: sentence(plugin.reason ?? explanationOf(plugin.state)) };
    case 'waiting':
      return { ok: true, heading: t('plugins.itIsOnAndWaits'), text: sentence(plugin.reason ?? explanationOf(plugin.state)) };
    default:
      return { ok: true, heading: success, text: '' };
  }
}
