import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExportState, RetentionRule, Storage, StorageDamage } from '../../api/system.js';
import { formatBytes } from '../../format/bytes.js';
import { formatCount, formatNumber } from '../../format/numbers.js';
import { formatAgo, formatDuration, formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { systemStyles } from './system-styles.js';
import { renderTile, splitUnit, type Tile } from './tiles.js';

/** Rollups are made from what is in the store for good, which takes a few minutes. */
const USUAL_LAG_S = 900;

/** Where readings are kept, and for how long. */
@customElement('ph-storage')
export class PhStorage extends LitElement {
  static override readonly styles = [
    shared,
    systemStyles,
    css`
      .disk { display: grid; gap: 0.6rem; padding: 1rem 1.1rem; margin-bottom: 0.9rem; }
      .disk .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2rem 1rem; }
      .meter { display: flex; height: 0.8rem; border-radius: 99px; overflow: hidden; background: var(--surface-3); }
      .meter span { min-width: 3px; }
      .meter .rest { background: var(--line-strong); opacity: 0.55; }
      .keys { display: flex; flex-wrap: wrap; gap: 0.3rem 1.25rem; font-size: 0.875rem; }
      .keys i { display: inline-block; width: 0.7rem; height: 0.7rem; border-radius: 3px; margin-right: 0.4rem; }
      .rules { padding: 0.4rem 1.1rem; }
      table { width: 100%; border-collapse: collapse; }
      th, td { text-align: left; padding: 0.55rem 0.75rem 0.55rem 0; font-weight: 450; }
      thead th { color: var(--text-2); font-size: 0.875rem; }
      tbody tr { border-top: 1px solid var(--line); }
      @media (max-width: 640px) {
        thead { display: none; }
        tbody, tr { display: block; }
        tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); padding: 0.5rem 0; }
        tbody tr:first-child { border: 0; }
        tbody th { grid-column: 1 / -1; font-weight: 600; }
        th, td { padding: 0.15rem 0; }
        td::before { content: attr(data-head); display: block; font-size: 0.75rem; color: var(--text-2); }
      }
      .why { margin-bottom: 0.7rem; }
      code { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) storage!: Storage;

  protected override render() {
    const { storage } = this;
    return html`
      <h2>${t('system.storage')}</h2>
      ${this.#disk()}
      <div class="tiles">${tilesOf(storage, new Date()).map(renderTile)}</div>
      ${storage.export === null ? nothing : exportOf(storage.export, new Date())}
      ${storage.retention.length === 0 ? nothing : retentionOf(storage.retention)}
      ${storage.damages.length === 0 ? nothing : damagesOf(storage.damages)}
    `;
  }

  #disk() {
    const { disk, bytes_on_disk: all, journal_bytes: journal, block_bytes: blocks } = this.storage;
    if (disk === null) {
      return nothing;
    }
    const known = (journal ?? 0) + (blocks ?? 0);
    const parts = [
      { name: t('system.storage.readings'), bytes: blocks, colour: 'var(--s1)' },
      { name: t('system.storage.journal'), bytes: journal, colour: 'var(--s2)' },
      { name: known === 0 ? t('system.storage.recorder') : t('system.storage.index'), bytes: Math.max(0, all - known), colour: 'var(--s5)' },
    ].filter((part): part is { name: string; bytes: number; colour: string } => part.bytes !== null && part.bytes > 0);
    const rest = Math.max(0, disk.total_bytes - disk.free_bytes - Math.max(all, known));
    const share = (bytes: number): string => `${(bytes / disk.total_bytes) * 100}%`;
    return html`
      <div class="card disk">
        <div class="line"><strong>${t('system.storage.free', { bytes: formatBytes(disk.free_bytes) })}</strong><span class="muted small">${t('system.storage.of', { total: formatBytes(disk.total_bytes), own: formatBytes(all) })}${disk.full_in_s === null ? '' : t('system.storage.scarce', { time: lengthWords(disk.full_in_s) })}</span></div>
        <div class="meter" role="img" aria-label=${t('system.storage.used', { percent: formatNumber(100 - (disk.free_bytes / disk.total_bytes) * 100, '%', 0) })}>
          ${parts.map(({ bytes, colour }) => html`<span style="width:${share(bytes)};background:${colour}"></span>`)}<span class="rest" style="width:${share(rest)}"></span>
        </div>
        <div class="keys">${parts.map(({ name, bytes, colour }) => html`<span><i style="background:${colour}"></i>${name} ${formatBytes(bytes)}</span>`)}
          <span><i style="background:var(--line-strong);opacity:0.55"></i>${t('system.storage.rest', { bytes: formatBytes(rest) })}</span></div>
      </div>`;
  }
}

function tilesOf(storage: Storage, now: Date): Tile[] {
  const { readings_kept: kept, rollup_lag_s: lag, damages } = storage;
  const isOk = storage.state === 'ok';
  return [
    {
      label: t('system.storage.recorder'), value: isOk ? t('system.storage.recording') : t('system.storage.failing'), mood: isOk ? undefined : 'bad',
      detail: t('system.storage.since', { time: formatMoment(storage.since, false) }) + (storage.engine === null ? '' : t('system.storage.engine', { engine: storage.engine })),
    },
    {
      label: t('system.storage.kept'), value: kept === null ? formatCount(storage.readings_written) : formatCount(kept),
      detail: [
        kept === null ? t('system.storage.recorded') : t('system.storage.recordedCount', { count: formatCount(storage.readings_written) }),
        ...(storage.series === null ? [] : [t('system.storage.series', { count: formatNumber(storage.series) })]),
        ...(storage.readings_waiting === null || storage.readings_waiting === 0 ? [] : [t('system.storage.waiting', { count: formatCount(storage.readings_waiting) })]),
      ].join('; '),
    },
    { label: t('system.storage.onDisk'), ...splitUnit(formatBytes(storage.bytes_on_disk)), detail: kept === null || kept === 0 ? t('system.storage.allFiles') : t('system.storage.perReading', { bytes: formatNumber(storage.bytes_on_disk / kept, null, 2) }) },
    ...(lag === null ? [] : [{ label: t('system.storage.rollups'), value: lag < 1 ? t('system.storage.upToDate') : formatDuration(lag), detail: t('system.storage.lag'), mood: lag > USUAL_LAG_S ? 'warn' as const : undefined }]),
    { label: t('system.storage.damage'), value: damages.length === 0 ? t('system.storage.none') : formatNumber(damages.length), mood: damages.length === 0 ? undefined : 'warn', detail: damages.length === 0 ? t('system.storage.found') : t('system.storage.foundLast', { ago: formatAgo(new Date(damages[0]?.found_at ?? ''), now) }) },
  ];
}

function exportOf({ target, state, message, sent, refused, missed, lag, last_success: last }: ExportState, now: Date) {
  const tiles: Tile[] = [
    { label: t('system.export.sent'), value: formatCount(sent), detail: last === null ? t('system.export.sentNone', { target }) : t('system.export.sentLast', { target, ago: formatAgo(new Date(last), now) }) },
    { label: t('system.export.waiting'), value: formatCount(lag), unit: t('system.export.samples'), detail: t('system.export.safe'), mood: message === null ? undefined : 'warn' },
    { label: t('system.export.refused'), value: formatCount(refused), unit: t('system.export.readings'), detail: t('system.export.forGood'), mood: refused > 0 ? 'warn' : undefined },
    { label: t('system.export.missed'), value: formatCount(missed), unit: t('system.export.samples'), detail: t('system.export.gone'), mood: missed > 0 ? 'bad' : undefined },
  ];
  return html`
    <h3 class="over">${t('system.export.title')} <span class="badge ${message === null ? 'ok' : 'warn'}">${state}</span></h3>
    ${message === null ? nothing : html`<p class="small why">${message}</p>`}
    <div class="tiles">${tiles.map(renderTile)}</div>`;
}

function retentionOf(rules: readonly RetentionRule[]) {
  const keep = (seconds: number | null): string => (seconds === null ? t('system.retention.ever') : lengthWords(seconds));
  const level = (label: string, seconds: number | null) => html`<td data-head=${label} class="num">${keep(seconds)}</td>`;
  return html`
    <h3 class="over">${t('system.retention.title')}</h3>
    <div class="card rules"><table>
      <thead><tr><th scope="col">${t('system.retention.series')}</th><th scope="col">${t('system.retention.raw')}</th><th scope="col">${t('system.retention.minutes')}</th><th scope="col">${t('system.retention.hours')}</th><th scope="col">${t('system.retention.days')}</th></tr></thead>
      <tbody>${rules.map((rule) => html`<tr><th scope="row">${rule.pattern === '*/*' ? t('system.retention.all') : html`<code>${rule.pattern}</code>`}</th>
        ${level(t('system.retention.raw'), rule.raw_s)}${level(t('system.retention.minutes'), rule.minute_s)}${level(t('system.retention.hours'), rule.hour_s)}${level(t('system.retention.days'), rule.day_s)}</tr>`)}</tbody>
    </table></div>`;
}

/** A long time in one unit: "90 days", "2 years". */
export function lengthWords(seconds: number): string {
  const days = seconds / 86_400;
  const years = days / 365;
  if (years >= 2 && Math.abs(years - Math.round(years)) < 0.01) {
    return t('system.years', { count: Math.round(years) });
  }
  return days >= 2 ? t('system.daysLong', { count: formatNumber(days, null, Number.isInteger(days) ? 0 : 1) }) : formatDuration(seconds);
}

function damagesOf(damages: readonly StorageDamage[]) {
  return html`
    <h3 class="over">${t('system.damage.title')}</h3>
    <ul class="card list">${damages.map(({ found_at: at, file, lost }) => html`
      <li><span class="num">${formatMoment(at)}</span><span>${t('system.damage.lost', { what: lost })}</span><code class="muted">${file}</code></li>`)}</ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-storage': PhStorage;
  }
}
