import type { Plugin } from '../../api/plugins.js';
import { explanationOf } from './plugin-state.js';

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
    return { ok: true, heading: `${wanted} waits for you`, text: 'It asks for more than you have allowed so far.' };
  }
  if (plugin.chosen_version === wanted) {
    return plugin.enabled ? startOutcome(plugin, `${wanted} runs now`) : { ok: true, heading: `${wanted} is installed`, text: 'It starts when you switch the plugin on.' };
  }
  if (change?.to === wanted && change.outcome !== 'upgraded') {
    const goesOn = change.outcome === 'rolled_back' ? ` ${change.from} goes on, with its data.` : '';
    return { ok: false, heading: change.outcome === 'rolled_back' ? `${wanted} was taken back` : `${wanted} failed`, text: sentence(change.reason ?? 'It did not start') + goesOn };
  }
  return { ok: true, heading: `${wanted} is installed`, text: plugin.chosen_version === '' ? '' : `${plugin.chosen_version} stays in use.` };
}

/** What came of switching a plugin on or off. */
export function switchOutcome(plugin: Plugin): Outcome {
  return plugin.enabled ? startOutcome(plugin, 'It runs now') : { ok: true, heading: 'It is off', text: 'Its data and settings stay.' };
}

function startOutcome(plugin: Plugin, success: string): Outcome {
  switch (plugin.state) {
    case 'quarantined':
    case 'incompatible':
      return { ok: false, heading: 'It does not start', text: sentence(plugin.reason ?? explanationOf(plugin.state)) };
    case 'waiting':
      return { ok: true, heading: 'It is on, and waits', text: sentence(plugin.reason ?? explanationOf(plugin.state)) };
    default:
      return { ok: true, heading: success, text: '' };
  }
}
