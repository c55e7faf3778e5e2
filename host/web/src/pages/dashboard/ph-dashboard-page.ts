import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Device } from '../../api/devices.js';
import { renderLoaded } from '../../components/loaded.js';
import { DeviceFeed, type DeviceFeedData } from '../../live/device-feed.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
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

  readonly #feed = new DeviceFeed(this);

  protected override render() {
    return html`
      <div class="page-head"><h1>${t('nav.dashboard')}</h1>${this.#counts(this.#feed.loader.data?.devices ?? [])}</div>
      ${renderLoaded(this.#feed.loader, (data) => this.#tiles(data))}
    `;
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
      return html`<ph-first-reading></ph-first-reading>`;
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
