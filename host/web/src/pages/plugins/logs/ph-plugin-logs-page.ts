import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../../styles/shared.js';
import './ph-plugin-logs.js';

/** The page of a plugin's log. */
@customElement('ph-plugin-logs-page')
export class PhPluginLogsPage extends LitElement {
  static override readonly styles = [shared, css`.page-head { gap: 0.25rem 1rem; } .page-head a { width: 100%; } bdi { overflow-wrap: anywhere; }`];

  @property() plugin = '';

  protected override render() {
    return html`
      <div class="page-head"><a class="small" href="/plugins">Plugins</a><h1>Log of <bdi>${this.plugin}</bdi></h1></div>
      <ph-plugin-logs plugin-id=${this.plugin}></ph-plugin-logs>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-logs-page': PhPluginLogsPage;
  }
}
