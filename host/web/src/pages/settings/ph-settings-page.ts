import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { getSections, type SettingsSection } from '../../api/settings.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import { sectionAbout, sectionTitle } from './sections.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-configuration.js';
import './ph-restart-dialog.js';

/** All pages of the hub's settings, what waits for a restart, and the whole configuration as a file. */
@customElement('ph-settings-page')
export class PhSettingsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; max-width: 60rem; }
      .about { margin: -0.75rem 0 1.25rem; }
      .banner { padding: 0.75rem 1rem; margin-bottom: 1.25rem; border-radius: var(--radius); background: var(--warn-soft); color: var(--warn); font-weight: 550; }
      .banner a { color: inherit; }
      .sections { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 0.9rem; margin-bottom: 2rem; }
      .sections a { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 0.2rem 0.75rem; min-height: 4.75rem; padding: 0.9rem 1.1rem; color: var(--text); text-decoration: none; }
      .sections a:hover { border-color: var(--accent); }
      .sections strong { font-weight: 650; }
      .sections .small { grid-column: 1; }
      .sections ph-icon { grid-column: 2; grid-row: 1 / span 2; color: var(--text-2); }
      .sections .badge { grid-column: 1; justify-self: start; }
    `,
  ];

  @property() userRole = '';
  @state() private asksRestart = false;
  readonly #sections = new Loader<SettingsSection[]>(this, getSections);

  protected override render() {
    return html`
      <div class="page-head"><h1>${t('settings.page.title')}</h1></div>
      <p class="about muted small">${t('settings.page.about')}</p>
      ${renderLoaded(this.#sections, (sections) => this.#content(sections), 4)}
    `;
  }

  #content(sections: readonly SettingsSection[]) {
    const waiting = sections.filter((section) => section.needs_restart.length > 0);
    const count = waiting.reduce((sum, section) => sum + section.needs_restart.length, 0);
    return html`
      ${count === 0 ? nothing : html`<p class="banner" role="status">${tCount('settings.page.banner', count)}
        ${waiting.map((section, index) => html`${index > 0 ? ', ' : ''}<a href="/settings/${encodeURIComponent(section.id)}">${sectionTitle(section)}</a>`)}
        ${hasRole(this.userRole, 'admin') ? html`<button @click=${() => { this.asksRestart = true; }}>${t('settings.restart')}</button>` : nothing}</p>`}
      ${sections.length === 0 ? html`<div class="card"><ph-notice kind="empty" heading=${t('settings.page.empty')}></ph-notice></div>` : html`
        <ul class="sections" aria-label=${t('settings.page.sections')}>${sections.map((section) => html`<li>${this.#card(section)}</li>`)}</ul>`}
      <ph-configuration .userRole=${this.userRole} @imported=${() => void this.#sections.reload()}></ph-configuration>
      ${this.asksRestart ? html`<ph-restart-dialog @closed=${() => { this.asksRestart = false; }}></ph-restart-dialog>` : nothing}
    `;
  }

  #card(section: SettingsSection) {
    const about = sectionAbout(section);
    const waiting = section.needs_restart.length;
    return html`<a class="card" href="/settings/${encodeURIComponent(section.id)}">
      <strong>${sectionTitle(section)}</strong>
      <ph-icon .name=${'right' as const}></ph-icon>
      ${about === '' ? nothing : html`<span class="small muted">${about}</span>`}
      ${waiting === 0 ? nothing : html`<span class="badge warn">${tCount('settings.page.waiting', waiting)}</span>`}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-settings-page': PhSettingsPage;
  }
}
