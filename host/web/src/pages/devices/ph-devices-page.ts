import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import type { Device } from '../../api/devices.js';
import { renderLoaded } from '../../components/loaded.js';
import { DeviceFeed, type DeviceFeedData } from '../../live/device-feed.js';
import { applyDevice } from '../../live/latest.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-data-table.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-device-details.js';

const COLUMNS = [
  { heading: t('devices.device') }, { heading: t('devices.status') }, { heading: t('devices.area') }, { heading: t('devices.model') }, { heading: t('devices.driver') },
  { heading: t('common.state') }, { heading: t('devices.lastSeen') }, { heading: t('devices.metrics'), numeric: true },
] as const;

/** The list of devices; the address says which one is open (`?device=`) or that one is being added (`?add`). */
@customElement('ph-devices-page')
export class PhDevicesPage extends LitElement {
  static override readonly styles = [shared, css`.card { overflow: hidden; }`];

  /** The query string of the address. */
  @property() search = '';
  /** The role of who is signed in. */
  @property() userRole = '';
  readonly #feed = new DeviceFeed(this);

  protected override render() {
    const query = new URLSearchParams(this.search);
    const mayChange = hasRole(this.userRole, 'installer');
    return html`
      <div class="page-head">
        <h1>${t('common.devices')}</h1>
        ${mayChange ? html`<button class="primary" @click=${() => navigate('/devices?add')}><ph-icon .name=${'plus' as const}></ph-icon>${t('devices.addDevice')}</button>` : nothing}
      </div>
      ${renderLoaded(this.#feed.loader, (data) => html`${this.#list(data)}${this.#details(data, query.get('device'))}`, 1)}
      ${query.has('add') && mayChange ? this.#add() : nothing}
    `;
  }

  #list({ devices }: DeviceFeedData) {
    if (devices.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('common.noDevicesYet')}>
        ${tRich('devices.addOneThatAPlugin', { link: html`<a href="/">${t('common.dashboard')}</a>` })}
      </ph-notice></div>`;
    }
    const rows = devices.map((device) => ({
      cells: [
        html`<a href="/devices?device=${encodeURIComponent(device.id)}">${device.name}</a><br><code class="muted">${device.id}</code>`,
        html`<ph-availability .value=${device.availability}></ph-availability>`,
        device.area,
        device.model,
        device.driver,
        device.state,
        html`<ph-ago .time=${device.last_seen}></ph-ago>`,
        device.metrics.length,
      ],
    }));
    return html`<div class="card"><ph-data-table caption=${t('common.devices')} rowHeadings .columns=${COLUMNS} .rows=${rows}></ph-data-table></div>`;
  }

  #details({ devices, latest }: DeviceFeedData, id: string | null) {
    if (id === null) {
      return nothing;
    }
    const device = devices.find((each) => each.id === id);
    return html`
      <ph-dialog heading=${device?.name ?? t('devices.unknownDevice')} @closed=${this.#close}>
        ${device === undefined
          ? html`<p>${t('devices.theHubHasNoDevice', { id })}</p>`
          : html`<ph-device-details .device=${device} .readings=${latest.get(id)} ?mayChange=${hasRole(this.userRole, 'installer')} ?mayCommand=${hasRole(this.userRole, 'operator')}
              @changed=${(e: CustomEvent<Device>) => this.#changed(e.detail)} @removed=${() => this.#removed(id)}></ph-device-details>`}
      </ph-dialog>
    `;
  }

  #add() {
    return html`
      <ph-dialog heading=${t('devices.addADevice')} @closed=${this.#close}>
        <ph-device-form @saved=${(e: CustomEvent<Device>) => {
          this.#changed(e.detail);
          navigate(`/devices?device=${encodeURIComponent(e.detail.id)}`, { replace: true });
        }}></ph-device-form>
      </ph-dialog>
    `;
  }

  #changed(device: Device): void {
    this.#apply(device);
    void this.#feed.loader.reload();
  }

  #removed(id: string): void {
    this.#apply({ id, removed: true });
    navigate('/devices', { replace: true });
  }

  #apply(change: unknown): void {
    const data = this.#feed.loader.data;
    if (data !== undefined) {
      this.#feed.loader.set({ ...data, devices: applyDevice(data.devices, change) });
    }
  }

  /** Closing by Escape comes here too; leaving by a link has already changed the address. */
  #close(): void {
    if (location.pathname === '/devices' && location.search !== '') {
      navigate('/devices');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-devices-page': PhDevicesPage;
  }
}
