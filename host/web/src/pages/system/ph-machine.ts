import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CpuPoint, SystemState, Throttled } from '../../api/system.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { formatClock, formatDuration } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import { systemStyles } from './system-styles.js';
import { renderTile, splitUnit, type Tile } from './tiles.js';

/** A Raspberry Pi slows itself down from here on. */
const HOT_CELSIUS = 80;
const BUSY = 0.9;
const SCARCE = 0.08;
const FLAGS = ['under_voltage', 'frequency_capped', 'throttled', 'soft_temperature_limit'] as const;

/** The machine and the hub's process. */
@customElement('ph-machine')
export class PhMachine extends LitElement {
  static override readonly styles = [
    shared,
    systemStyles,
    css`
      .history { padding: 0.9rem 1.1rem; margin-top: 0.9rem; }
      .bars { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 2px; align-items: end; height: 5.5rem; padding-top: 0.4rem; border-bottom: 1px solid var(--line-strong); }
      .bars span { position: relative; display: block; height: 100%; }
      .bars i { position: absolute; inset: auto 0 0; border-radius: 2px 2px 0 0; }
      .all { background: color-mix(in srgb, var(--s1) 35%, transparent); }
      .own { background: var(--s1); }
      .scale { display: flex; justify-content: space-between; font-size: 0.8125rem; color: var(--text-2); }
      .keys { display: flex; flex-wrap: wrap; gap: 0.3rem 1.25rem; font-size: 0.875rem; margin-top: 0.4rem; }
      .keys i { display: inline-block; width: 0.7rem; height: 0.7rem; border-radius: 3px; margin-right: 0.4rem; }
      .plugins li { grid-template-columns: minmax(0, 1fr) auto; }
    `,
  ];

  @property({ attribute: false }) system!: SystemState;

  protected override render() {
    const { cpu_history: history, machine, plugins } = this.system;
    return html`<h2>${t('system.machine')}</h2><div class="tiles">${tilesOf(this.system).map(renderTile)}</div>
      ${history.length < 2 ? nothing : historyOf(history)}
      <h3 class="over">${t('system.power')}</h3>
      ${machine.throttled === null ? html`<p class="small muted">${t('system.powerAbsent')}</p>` : powerOf(machine.throttled)}
      ${plugins.length === 0 ? nothing : html`<h3 class="over">${t('system.pluginMemory')}</h3>
        <ul class="card list plugins">${plugins.map(({ id, name, memory_bytes: bytes }) => html`<li><a href="/plugins/${encodeURIComponent(id)}">${name}</a><span class="num">${formatBytes(bytes)}</span></li>`)}</ul>
        <p class="small muted">${t('system.pluginMemoryHint')}</p>`}`;
  }
}

const percent = (part: number | null): string => (part === null ? '–' : formatNumber(part * 100, '%', part < 0.1 ? 1 : 0));

function tilesOf({ machine, process, version, runtime, sqlite, uptime_s: uptime }: SystemState): Tile[] {
  const { memory_total_bytes: total, memory_available_bytes: available, temperature_celsius: celsius } = machine;
  const absent = (label: string): Tile => ({ label, value: '–', detail: t('system.absent') });
  return [
    { label: t('system.processors'), value: percent(machine.cpu_load), unit: '%', detail: tCount('system.busy', machine.processors, { hub: percent(process.cpu_load) }), mood: machine.cpu_load !== null && machine.cpu_load > BUSY ? 'warn' : undefined },
    celsius === null ? absent(t('system.temperature')) : { label: t('system.temperature'), value: formatNumber(celsius, '°C'), unit: '°C', detail: t(celsius >= HOT_CELSIUS ? 'system.hot' : 'system.ofProcessor'), mood: celsius >= HOT_CELSIUS ? 'bad' as const : undefined },
    { label: t('system.hubMemory'), ...splitUnit(formatBytes(process.memory_bytes)), detail: t('system.objects', { objects: formatBytes(process.managed_memory_bytes), heap: formatBytes(process.heap_committed_bytes) }) },
    { label: t('system.collections'), value: formatNumber(process.collections), detail: t('system.collectionsDetail', { full: formatNumber(process.full_collections), pause: formatNumber(process.collection_pause_s, 's', 2) }) },
    total === null || available === null ? absent(t('system.memoryFree')) : { label: t('system.memoryFree'), ...splitUnit(formatBytes(available)), detail: t('system.of', { total: formatBytes(total) }), mood: available / total < SCARCE ? 'warn' as const : undefined },
    { label: t('system.runningFor'), value: formatDuration(uptime), detail: machine.uptime_s === null ? t('system.sinceStart') : t('system.machineFor', { time: formatDuration(machine.uptime_s) }) },
    { label: t('system.version'), value: version, detail: t('system.versions', { runtime, sqlite, architecture: machine.architecture }) },
    { label: t('system.model'), value: machine.model ?? '–', small: true, detail: [machine.model === null ? t('system.absent') : '', machine.operating_system, machine.kernel === null ? '' : t('system.kernel', { kernel: machine.kernel })].filter((each) => each !== '').join('; ') },
  ];
}

function historyOf(points: readonly CpuPoint[]) {
  const share = (part: number | null): string => `${(part ?? 0) * 100}%`;
  const at = (point: CpuPoint | undefined): string => (point === undefined ? '' : formatClock(new Date(point.until)));
  const most = Math.max(...points.map(({ machine, process }) => machine ?? process ?? 0));
  return html`
    <figure class="card history">
      <figcaption class="small muted">${t('system.history', { most: percent(most) })}</figcaption>
      <div class="bars" aria-hidden="true">${points.map((point) => html`
        <span title="${at(point)}: ${percent(point.machine)} %"><i class="all" style="height:${share(point.machine)}"></i><i class="own" style="height:${share(point.process)}"></i></span>`)}</div>
      <div class="scale num"><span>${at(points[0])}</span><span>${at(points.at(-1))}</span></div>
      <div class="keys"><span><i class="own"></i>${t('system.hub')}</span><span><i class="all"></i>${t('system.wholeMachine')}</span></div>
    </figure>`;
}

function powerOf(flags: Throttled) {
  const word = (flag: (typeof FLAGS)[number]) => (flags[flag] ? html`<span class="badge bad">${t('system.now')}</span>`
    : flags[`${flag}_since_boot`] ? html`<span class="badge warn">${t('system.sinceBoot')}</span>` : html`<span class="badge ok">${t('system.never')}</span>`);
  return html`<ul class="card list">${FLAGS.map((flag) => html`<li><span>${t(`system.flag.${flag}`)}</span><span class="small muted">${t(`system.flagHint.${flag}`)}</span>${word(flag)}</li>`)}</ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-machine': PhMachine;
  }
}
