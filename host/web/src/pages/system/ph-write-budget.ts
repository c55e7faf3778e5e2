import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SystemState, WriteFigures, WriteMinute } from '../../api/system.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { formatClock, formatDuration } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { systemStyles } from './system-styles.js';
import { renderTile, splitUnit, type Tile } from './tiles.js';

/** What is written to the disk, hour by hour: what wears an SD card out. */
@customElement('ph-write-budget')
export class PhWriteBudget extends LitElement {
  static override readonly styles = [
    shared,
    systemStyles,
    css`
      p { margin-bottom: 0.7rem; }
      .minutes { padding: 0.9rem 1.1rem; margin-top: 0.9rem; }
      .bars { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 2px; align-items: end; height: 5.5rem; padding-top: 0.4rem; border-bottom: 1px solid var(--line-strong); }
      .bars span { position: relative; display: block; height: 100%; }
      .bars i { position: absolute; inset: auto 0 0; border-radius: 2px 2px 0 0; }
      .all { background: color-mix(in srgb, var(--s1) 35%, transparent); }
      .own { background: var(--s1); }
      .scale { display: flex; justify-content: space-between; font-size: 0.8125rem; color: var(--text-2); }
      .keys { display: flex; flex-wrap: wrap; gap: 0.3rem 1.25rem; font-size: 0.875rem; margin-top: 0.4rem; }
      .keys i { display: inline-block; width: 0.7rem; height: 0.7rem; border-radius: 3px; margin-right: 0.4rem; }
    `,
  ];

  @property({ attribute: false }) budget!: SystemState['write_budget'];
  @property({ attribute: false }) commitWindowMs: number | null = null;

  protected override render() {
    const { last_hour: hour, since_start: start, minutes } = this.budget;
    const covered = hour.covered_s < 3500 ? t('system.writes.overLast', { time: formatDuration(hour.covered_s) }) : t('system.writes.overHour');
    return html`
      <h2>${t('system.writes.title')}</h2>
      <p class="muted small">${covered}</p>
      <div class="tiles">${tilesOf(hour, start, this.commitWindowMs).map(renderTile)}</div>
      ${minutes.length < 2 ? nothing : minutesOf(minutes)}
    `;
  }
}

function perHour(bytes: number | null): { value: string; unit?: string } {
  if (bytes === null) {
    return { value: '–' };
  }
  const { value, unit } = splitUnit(formatBytes(Math.round(bytes)));
  return { value, unit: `${unit}/h` };
}

const figure = (value: number | null, decimals = 0): string => (value === null ? '–' : formatNumber(value, null, decimals));

function tilesOf(hour: WriteFigures, start: WriteFigures, commitWindowMs: number | null): Tile[] {
  const since = (bytes: number | null): string => (bytes === null ? t('system.writes.notYet') : t('system.writes.since', { bytes: formatBytes(bytes), time: formatDuration(start.covered_s) }));
  const window = commitWindowMs === null ? '' : commitWindowMs === 0 ? t('system.writes.noWindow') : t('system.writes.window', { ms: formatNumber(commitWindowMs) });
  return [
    { label: t('system.writes.hub'), ...perHour(hour.process_bytes_per_hour), detail: since(start.process_bytes) },
    { label: t('system.writes.recorder'), ...perHour(hour.recorder_bytes_per_hour), detail: since(start.recorder_bytes) },
    { label: t('system.writes.commits'), value: figure(hour.commits_per_hour), unit: t('system.writes.perHour'), detail: t('system.writes.commitsSince', { count: figure(start.commits), window }) },
    { label: t('system.writes.syncs'), value: figure(hour.syncs_per_hour), unit: t('system.writes.perHour'), detail: start.syncs === null ? t('system.writes.notYet') : t('system.writes.syncsSince', { count: figure(start.syncs) }) },
    {
      label: t('system.writes.amplification'), value: figure(hour.write_amplification, 2), unit: t('system.writes.times'),
      detail: hour.payload_bytes === null ? t('system.writes.notYet') : t('system.writes.cameIn', { bytes: formatBytes(hour.payload_bytes) }),
    },
    { label: t('system.writes.readings'), value: figure(hour.covered_s >= 30 ? hour.readings / hour.covered_s : null, 1), unit: t('system.writes.perSecond'), detail: t('system.writes.recorded', { count: figure(hour.readings) }) },
  ];
}

function minutesOf(minutes: readonly WriteMinute[]) {
  const most = Math.max(1, ...minutes.map((minute) => Math.max(minute.process_bytes ?? 0, minute.recorder_bytes ?? 0)));
  const share = (bytes: number | null): string => `${((bytes ?? 0) / most) * 100}%`;
  const at = (minute: WriteMinute | undefined): string => (minute === undefined ? '' : formatClock(new Date(minute.until), false));
  const hasOwn = minutes.some((minute) => minute.recorder_bytes !== null);
  return html`
    <figure class="card minutes">
      <figcaption class="small muted">${t('system.writes.minutes', { most: formatBytes(most) })}</figcaption>
      <div class="bars" aria-hidden="true">${minutes.map((minute) => html`
        <span title="${at(minute)}: ${minute.process_bytes === null ? t('system.writes.not') : formatBytes(minute.process_bytes)}"><i class="all" style="height:${share(minute.process_bytes)}"></i><i class="own" style="height:${share(minute.recorder_bytes)}"></i></span>`)}</div>
      <div class="scale num"><span>${at(minutes[0])}</span><span>${at(minutes.at(-1))}</span></div>
      <div class="keys">${hasOwn ? html`<span><i class="own"></i>${t('system.storage.recorder')}</span>` : nothing}<span><i class="all"></i>${t('system.writes.wholeHub')}</span></div>
    </figure>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-write-budget': PhWriteBudget;
  }
}
