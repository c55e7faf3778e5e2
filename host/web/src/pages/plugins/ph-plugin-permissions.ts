import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IconName } from '../../components/icons.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import type { PermissionKind, PermissionWords } from './permission-words.js';

const ICON: Readonly<Record<PermissionKind, IconName>> = {
  subscribe: 'wave', publish: 'send', connect: 'broker', hardware: 'devices', listen: 'radio', depends: 'plugins',
};

/** What a plugin may do, in words. */
@customElement('ph-plugin-permissions')
export class PhPluginPermissions extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      ul { display: grid; gap: 0.5rem; }
      li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.7rem; align-items: start; overflow-wrap: anywhere; }
      ph-icon { margin-top: 0.1rem; color: var(--text-2); }
      code { color: var(--text-2); }
    `,
  ];

  @property({ attribute: false }) permissions: readonly PermissionWords[] = [];
  /** What to say when there are none. */
  @property() none = t('plugins.itAsksForNothingNo');

  protected override render() {
    return this.permissions.length === 0 ? html`<p class="muted">${this.none}</p>` : html`
      <ul>${this.permissions.map(({ kind, words, entry }) => html`
        <li><ph-icon .name=${ICON[kind]}></ph-icon><span>${words}${entry === '' ? nothing : html` <code>${entry}</code>`}</span></li>`)}</ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-permissions': PhPluginPermissions;
  }
}
