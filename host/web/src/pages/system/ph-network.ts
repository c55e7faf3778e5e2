import { LitElement, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getNetwork, type NetworkInterface } from '../../api/system.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { systemStyles } from './system-styles.js';

/** The network interfaces of the machine. */
@customElement('ph-network')
export class PhNetwork extends LitElement {
  static override readonly styles = [shared, systemStyles];

  readonly #network = new Loader<NetworkInterface[]>(this, getNetwork);

  protected override render() {
    return html`<h2>${t('system.network')}</h2>${renderLoaded(this.#network, (all) => (all.length === 0 ? html`<p class="muted">${t('system.absent')}</p>` : html`
      <ul class="card list">${all.map(({ name, kind, is_up: isUp, addresses }) => html`
        <li><span><strong>${name}</strong> <span class="small muted">${kind === 'other' ? t('system.net.unknown') : t(`system.net.${kind}`)}</span></span>
          <span class="small">${addresses.length === 0 ? html`<span class="muted">${t('system.noAddress')}</span>` : addresses.map((address, i) => html`${i === 0 ? nothing : html`<br>`}<code>${address}</code>`)}</span>
          <span class="badge ${isUp ? 'ok' : ''}">${t(isUp ? 'system.connected' : 'system.notConnected')}</span></li>`)}</ul>`), 1)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-network': PhNetwork;
  }
}
