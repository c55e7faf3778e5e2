import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Device } from '../../api/devices.js';
import { renderLoaded } from '../../components/loaded.js';
import { lazy } from '../../components/ph-lazy.js';
import { DeviceFeed, type DeviceFeedData } from '../../live/device-feed.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import { isTourOpen, onTour } from '../tour/tour-state.js';
import './ph-device-tile.js';
import './ph-first-reading.js';

/** All devices and what they say now. */
@customElement('ph-dashboard-page')
export class PhDashboardPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1rem; }
      .counts { display: flex; gap: 0.5rem; }
    `,
  ];

  /** The role of who is signed in. */
  @property() userRole = '';
  @state() private tour = isTourOpen();
  readonly #feed = new DeviceFeed(this);
  #stopTour: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tour = isTourOpen();
    this.#stopTour = onTour(() => { this.tour = isTourOpen(); });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTour?.();
  }

  protected override render() {
    return html`
      <div class="page-head"><h1>${t('nav.dashboard')}</h1>${this.#counts(this.#feed.loader.data?.devices ?? [])}</div>
      ${this.#tourOf(this.#feed.loader.data)}
      ${renderLoaded(this.#feed.loader, (data) => this.#tiles(data))}
    `;
  }

  #tourOf(data: DeviceFeedData | undefined) {
    const hasReadings = [...(data?.latest.values() ?? [])].some((readings) => readings.size > 0);
    return this.tour && data !== undefined
      ? lazy('tour', html`<ph-tour .userRole=${this.userRole} .devices=${data.devices} ?hasReadings=${hasReadings}></ph-tour>`)
      : '';
  }

  #counts(devices: readonly Device[]) {
    const offline = devices.filter((device) => device.availability === 'offline').length;
    if (devices.length === 0) {
      return '';
    }
    return html`<div class="counts">
      <span class="badge">${tCount('dashboard.deviceCount', devices.length)}</span>
      ${offline > 0 ? html`<span class="badge bad">${t('dashboard.offline', { offline })}</span>` : ''}
    </div>`;
  }

  #tiles({ devices, latest }: DeviceFeedData) {
    if (devices.length === 0) {
      // The tour says the same and more.
      return this.tour ? '' : html`<ph-first-reading .userRole=${this.userRole}></ph-first-reading>`;
    }
    return html`<div class="tiles">${repeat(
      devices,
      (device) => device.id,
      (device) => html`<ph-device-tile .device=${device} .readings=${latest.get(device.id)}></ph-device-tile>`,
    )}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-dashboard-page': PhDashboardPage;
  }
}
