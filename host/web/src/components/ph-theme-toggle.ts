import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getTheme, setTheme, type Theme } from '../theme.js';
import { shared } from '../styles/shared.js';
import type { IconName } from './icons.js';
import { t } from '../text/text.js';
import './ph-icon.js';

const CHOICES: readonly { theme: Theme; icon: IconName; label: string }[] = [
  { theme: 'auto', icon: 'auto', label: t('themeToggle.likeTheSystem') },
  { theme: 'light', icon: 'sun', label: t('themeToggle.light') },
  { theme: 'dark', icon: 'moon', label: t('themeToggle.dark') },
];

/** Light, dark, or as the system has it. */
@customElement('ph-theme-toggle')
export class PhThemeToggle extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: inline-flex; }
      div { display: flex; gap: 2px; padding: 3px; border-radius: 99px; background: var(--surface-2); }
      button { min-height: 2rem; width: 2.5rem; padding: 0; border: 0; border-radius: 99px; background: none; color: var(--text-2); }
      button:hover { background: var(--surface-3); }
      button:focus-visible { border-radius: 99px; }
      button[aria-pressed='true'] { background: var(--surface); color: var(--text); box-shadow: var(--shadow); }
      ph-icon { width: 1.1rem; height: 1.1rem; }
    `,
  ];

  @state() private theme = getTheme();

  protected override render() {
    return html`<div role="group" aria-label=${t('themeToggle.colours')}>${CHOICES.map(({ theme, icon, label }) => html`
      <button type="button" aria-pressed=${this.theme === theme ? 'true' : 'false'} aria-label=${label} title=${label} @click=${() => this.#choose(theme)}>
        <ph-icon .name=${icon}></ph-icon>
      </button>`)}</div>`;
  }

  #choose(theme: Theme): void {
    setTheme(theme);
    this.theme = theme;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-theme-toggle': PhThemeToggle;
  }
}
