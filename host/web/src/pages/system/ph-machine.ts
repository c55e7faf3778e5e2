import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SystemState } from '../../api/system.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { formatDuration } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { systemStyles } from './system-styles.js';
import { renderTile, splitUnit, type Tile } from './tiles.js';

/** A Raspberry Pi slows itself down from here on. */
const HOT_CELSIUS = 80;
const BUSY = 0.9;
const SCARCE = 0.08;

/** The machine and the hub's process. */
@customElement('ph-machine')
export class PhMachine extends LitElement {
  static override readonly styles = [shared, systemStyles];

  @property({ attribute: false }) system!: SystemState;

  protected override render() {
    return html`<h2>Machine</h2><div class="tiles">${tilesOf(this.system).map(renderTile)}</div>`;
  }
}

const percent = (part: number | null): string => (part === null ? '–' : formatNumber(part * 100, '%', part < 0.1 ? 1 : 0));

function tilesOf({ machine, process, version, runtime, uptime_s: uptime }: SystemState): Tile[] {
  const { memory_total_bytes: total, memory_available_bytes: available, temperature_celsius: celsius } = machine;
  const cores = machine.processors === 1 ? '1 processor' : `${machine.processors} processors`;
  return [
    { label: 'Processors', value: percent(machine.cpu_load), unit: '%', detail: `busy, of ${cores}; the hub: ${percent(process.cpu_load)} %`, mood: machine.cpu_load !== null && machine.cpu_load > BUSY ? 'warn' : undefined },
    ...(celsius === null ? [] : [{ label: 'Temperature', value: formatNumber(celsius, '°C'), unit: '°C', detail: celsius >= HOT_CELSIUS ? 'so hot that the processor slows down' : 'of the processor', mood: celsius >= HOT_CELSIUS ? 'bad' as const : undefined }]),
    { label: 'Memory of the hub', ...splitUnit(formatBytes(process.memory_bytes)), detail: `${formatBytes(process.managed_memory_bytes)} of it objects` },
    ...(total === null || available === null ? [] : [{ label: 'Memory free', ...splitUnit(formatBytes(available)), detail: `of ${formatBytes(total)}`, mood: available / total < SCARCE ? 'warn' as const : undefined }]),
    { label: 'Running for', value: formatDuration(uptime), detail: machine.uptime_s === null ? 'since the hub started' : `the machine for ${formatDuration(machine.uptime_s)}` },
    { label: 'Version', value: version, detail: `PiHub on ${runtime}, ${machine.architecture}; ${[machine.model, machine.operating_system].filter((each) => each !== null).join(', ')}` },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-machine': PhMachine;
  }
}
