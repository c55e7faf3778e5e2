import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExportState, RetentionRule, Storage, StorageDamage } from '../../api/system.js';
import { formatBytes } from '../../format/bytes.js';
import { formatCount, formatNumber } from '../../format/numbers.js';
import { formatAgo, formatDuration, formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
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
      <h2>Storage</h2>
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
      { name: 'Readings', bytes: blocks, colour: 'var(--s1)' },
      { name: 'Journal', bytes: journal, colour: 'var(--s2)' },
      { name: known === 0 ? 'Recorder' : 'Index and others', bytes: Math.max(0, all - known), colour: 'var(--s5)' },
    ].filter((part): part is { name: string; bytes: number; colour: string } => part.bytes !== null && part.bytes > 0);
    const rest = Math.max(0, disk.total_bytes - disk.free_bytes - Math.max(all, known));
    const share = (bytes: number): string => `${(bytes / disk.total_bytes) * 100}%`;
    return html`
      <div class="card disk">
        <div class="line"><strong>${formatBytes(disk.free_bytes)} free</strong><span class="muted small">of ${formatBytes(disk.total_bytes)}; the recorder takes ${formatBytes(all)}${disk.full_in_s === null ? '' : `; scarce in ${lengthWords(disk.full_in_s)} at the present pace`}</span></div>
        <div class="meter" role="img" aria-label="${formatNumber(100 - (disk.free_bytes / disk.total_bytes) * 100, '%', 0)} % of the disk are used">
          ${parts.map(({ bytes, colour }) => html`<span style="width:${share(bytes)};background:${colour}"></span>`)}<span class="rest" style="width:${share(rest)}"></span>
        </div>
        <div class="keys">${parts.map(({ name, bytes, colour }) => html`<span><i style="background:${colour}"></i>${name} ${formatBytes(bytes)}</span>`)}
          <span><i style="background:var(--line-strong);opacity:0.55"></i>Everything else ${formatBytes(rest)}</span></div>
      </div>`;
  }
}

function tilesOf(storage: Storage, now: Date): Tile[] {
  const { readings_kept: kept, rollup_lag_s: lag, damages } = storage;
  const isOk = storage.state === 'ok';
  return [
    {
      label: 'Recorder', value: isOk ? 'Recording' : 'Failing', mood: isOk ? undefined : 'bad',
      detail: `since ${formatMoment(storage.since, false)}${storage.engine === null ? '' : `; engine: ${storage.engine}`}`,
    },
    {
      label: 'Readings kept', value: kept === null ? formatCount(storage.readings_written) : formatCount(kept),
      detail: [
        kept === null ? 'recorded since the start' : `${formatCount(storage.readings_written)} recorded since the start`,
        ...(storage.series === null ? [] : [`${formatNumber(storage.series)} series`]),
        ...(storage.readings_waiting === null || storage.readings_waiting === 0 ? [] : [`${formatCount(storage.readings_waiting)} in the journal only`]),
      ].join('; '),
    },
    { label: 'On disk', ...splitUnit(formatBytes(storage.bytes_on_disk)), detail: kept === null || kept === 0 ? 'all files of the recorder' : `${formatNumber(storage.bytes_on_disk / kept, null, 2)} bytes a reading, all files` },
    ...(lag === null ? [] : [{ label: 'Rollups', value: lag < 1 ? 'up to date' : formatDuration(lag), detail: 'behind what is in the store for good; answers are complete all the same', mood: lag > USUAL_LAG_S ? 'warn' as const : undefined }]),
    { label: 'Damage', value: damages.length === 0 ? 'none' : formatNumber(damages.length), mood: damages.length === 0 ? undefined : 'warn', detail: damages.length === 0 ? 'found since the start' : `found since the start, the last ${formatAgo(new Date(damages[0]?.found_at ?? ''), now)}` },
  ];
}

function exportOf({ target, state, message, sent, refused, missed, lag, last_success: last }: ExportState, now: Date) {
  const tiles: Tile[] = [
    { label: 'Sent', value: formatCount(sent), detail: `readings that ${target} took, ${last === null ? 'none since the start' : `the last ${formatAgo(new Date(last), now)}`}` },
    { label: 'Waiting', value: formatCount(lag), unit: 'samples', detail: 'they are safe in the journal', mood: message === null ? undefined : 'warn' },
    { label: 'Refused', value: formatCount(refused), unit: 'readings', detail: 'by the other side, for good', mood: refused > 0 ? 'warn' : undefined },
    { label: 'Missed', value: formatCount(missed), unit: 'samples', detail: 'gone from the journal before they were sent', mood: missed > 0 ? 'bad' : undefined },
  ];
  return html`
    <h3 class="over">Continuous export <span class="badge ${message === null ? 'ok' : 'warn'}">${state}</span></h3>
    ${message === null ? nothing : html`<p class="small why">${message}</p>`}
    <div class="tiles">${tiles.map(renderTile)}</div>`;
}

function retentionOf(rules: readonly RetentionRule[]) {
  const keep = (seconds: number | null): string => (seconds === null ? 'for ever' : lengthWords(seconds));
  const level = (label: string, seconds: number | null) => html`<td data-head=${label} class="num">${keep(seconds)}</td>`;
  return html`
    <h3 class="over">What is kept how long</h3>
    <div class="card rules"><table>
      <thead><tr><th scope="col">Series</th><th scope="col">Single readings</th><th scope="col">Minutes</th><th scope="col">Hours</th><th scope="col">Days</th></tr></thead>
      <tbody>${rules.map((rule) => html`<tr><th scope="row">${rule.pattern === '*/*' ? 'All' : html`<code>${rule.pattern}</code>`}</th>
        ${level('Single readings', rule.raw_s)}${level('Minutes', rule.minute_s)}${level('Hours', rule.hour_s)}${level('Days', rule.day_s)}</tr>`)}</tbody>
    </table></div>`;
}

/** A long time in one unit: "90 days", "2 years". */
export function lengthWords(seconds: number): string {
  const days = seconds / 86_400;
  const years = days / 365;
  if (years >= 2 && Math.abs(years - Math.round(years)) < 0.01) {
    return `${Math.round(years)} years`;
  }
  return days >= 2 ? `${formatNumber(days, null, Number.isInteger(days) ? 0 : 1)} days` : formatDuration(seconds);
}

function damagesOf(damages: readonly StorageDamage[]) {
  return html`
    <h3 class="over">Damage found</h3>
    <ul class="card list">${damages.map(({ found_at: at, file, lost }) => html`
      <li><span class="num">${formatMoment(at)}</span><span>Lost: ${lost}</span><code class="muted">${file}</code></li>`)}</ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-storage': PhStorage;
  }
}
