import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getHealth, type Health, type HealthCheck } from '../../api/health.js';
import type { SystemState } from '../../api/system.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, type TextKey } from '../../text/text.js';
import { formatNumber } from '../../format/numbers.js';
import { systemStyles } from './system-styles.js';

/** What a check is about, and where more of it is. */
const KNOWN: Readonly<Record<string, { label: TextKey; href?: string }>> = {
  recorder: { label: 'system.part.recorder' },
  disk: { label: 'system.part.disk' },
  damages: { label: 'system.part.damages' },
  recorder_maintenance: { label: 'system.part.maintenance', href: '/logs' },
  samples: { label: 'system.part.samples', href: '/devices' },
  clock: { label: 'system.part.clock' },
  influx_export: { label: 'system.part.export' },
  mqtt: { label: 'system.part.mqtt', href: '/broker' },
  mqtt_store: { label: 'system.part.mqttStore', href: '/broker' },
  certificate: { label: 'system.part.certificate', href: '/settings/network' },
  plugins: { label: 'system.part.plugins', href: '/plugins' },
};
const BRIDGE = 'mqtt_bridge:';

/** How each part does that the hub depends on. */
@customElement('ph-dependencies')
export class PhDependencies extends LitElement {
  static override readonly styles = [shared, systemStyles];

  @property({ attribute: false }) service: SystemState['service'] | undefined;
  readonly #health = new Loader<Health>(this, getHealth);

  constructor() {
    super();
    new LiveController(this, { topics: () => [], onEvent: () => undefined, onResync: () => void this.#health.reload() });
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('service') !== undefined) {
      void this.#health.reload();
    }
  }

  protected override render() {
    return html`<h2>${t('system.parts')}</h2>${renderLoaded(this.#health, ({ checks }) => html`
      <ul class="card list">${(checks ?? []).map(checkOf)}${this.service === undefined ? nothing : serviceOf(this.service)}</ul>`, 2)}`;
  }
}

function checkOf({ name, status, message }: HealthCheck) {
  const known = KNOWN[name];
  const label = known !== undefined ? t(known.label) : name.startsWith(BRIDGE) ? t('system.part.bridge', { name: name.slice(BRIDGE.length) }) : name;
  const href = known?.href ?? (name.startsWith(BRIDGE) ? '/broker' : undefined);
  return html`<li><span>${href === undefined ? label : html`<a href=${href}>${label}</a>`}</span><span class="small muted">${message ?? ''}</span>${badgeOf(status)}</li>`;
}

function badgeOf(status: string) {
  return status === 'ok' ? html`<span class="badge ok">${t('system.ok')}</span>`
    : status === 'degraded' ? html`<span class="badge warn">${t('system.degraded')}</span>` : html`<span class="badge bad">${t('system.failing')}</span>`;
}

function serviceOf({ supervisor, watchdog_s: watchdog }: SystemState['service']) {
  const words = supervisor === null ? t('system.byHand') : watchdog === null ? t('system.noWatchdog') : t('system.watchdog', { time: formatNumber(watchdog, 's', 0) });
  return html`<li><span>${t('system.part.service')}</span><span class="small muted">${words}</span>
    ${supervisor === null ? html`<span class="badge">${t('system.absent')}</span>` : badgeOf(watchdog === null ? 'degraded' : 'ok')}</li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-dependencies': PhDependencies;
  }
}
