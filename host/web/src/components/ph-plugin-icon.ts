import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pluginIcon } from './icons.js';
import './ph-icon.js';

/** A plugin's sign: the icon that it names, or its first letter. */
@customElement('ph-plugin-icon')
export class PhPluginIcon extends LitElement {
  static override readonly styles = css`
    :host {
      display: grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 12px; background: var(--accent-soft); color: var(--accent);
      font: 700 1.25rem/1 var(--font); flex: none;
    }
    ph-icon { width: 1.5rem; height: 1.5rem; }
  `;

  @property() icon: string | null = null;
  @property() name = '';

  protected override render() {
    const icon = pluginIcon(this.icon);
    return icon === undefined ? html`<span aria-hidden="true">${this.name.charAt(0).toUpperCase()}</span>` : html`<ph-icon .name=${icon}></ph-icon>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-icon': PhPluginIcon;
  }
}
