import { css, html, nothing } from 'lit';
import type { PageColumn, Tone } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { linkParameters, pageAddress } from './placeholders.js';
import type { Place } from './place.js';
import { isMissing, kindOf, textOf, toneOf, valueAt } from './values.js';
import { t } from '../../text/text.js';

/** The looks of `cellOf`. */
export const cellStyles = css`
  .tone-good { color: var(--ok); font-weight: 600; }
  .tone-warning { color: var(--warn); font-weight: 600; }
  .tone-bad { color: var(--bad); font-weight: 600; }
  .lines { white-space: pre-wrap; overflow-wrap: anywhere; }
  .percent { white-space: nowrap; display: inline-grid; grid-template-columns: minmax(3rem, 7rem) auto; gap: 0.6rem; align-items: center; }
  .percent i { display: block; height: 0.5rem; border-radius: 99px; background: var(--surface-3); overflow: hidden; }
  .percent b { display: block; height: 100%; border-radius: 99px; background: var(--accent); }
  .percent .warning { background: var(--warn-dot); }
  .percent .bad { background: var(--bad); }
`;

const TONE: Readonly<Record<Tone, string>> = { neutral: '', good: t('page.toneGood'), warning: t('page.toneWarning'), bad: t('page.toneBad') };
const BADGE = { neutral: '', good: 'ok', warning: 'warn', bad: 'bad' } as const;

/** A value as its column wants it; null when it is missing. */
export function cellOf(column: PageColumn, row: Row, place: Place): unknown {
  const value = valueAt(row, column.field);
  if (isMissing(value)) {
    return null;
  }
  const drawn = drawnAs(column, row, value);
  return column.link_page === undefined
    ? drawn
    : html`<a href=${pageAddress(place.plugin, column.link_page, linkParameters(column.link_parameters, row))}>${drawn}</a>`;
}

function drawnAs(column: PageColumn, row: Row, value: unknown): unknown {
  const text = textOf(column, row);
  const tone = toneOf(column, row);
  switch (kindOf(column)) {
    case undefined:
      return html`<span class="badge warn" title=${t('page.unknownColumnKind', { kind: column.kind ?? '' })}>${column.kind}: ?</span>`;
    case 'badge':
      return html`<span class="badge ${BADGE[tone]}">${text}</span>`;
    case 'percent': {
      const part = typeof value === 'number' ? Math.min(100, Math.max(0, value)) : 0;
      return html`<span class="percent"><i aria-hidden="true"><b class=${tone} style="width: ${part}%"></b></i><span class="num">${text}</span></span>`;
    }
    case 'multiline':
      return html`<span class="lines">${text}</span>`;
    default:
      return tone === 'neutral' ? text : html`<span class="tone-${tone}">${text}${tone === 'good' ? nothing : html`<span class="sr-only"> (${TONE[tone]})</span>`}</span>`;
  }
}
