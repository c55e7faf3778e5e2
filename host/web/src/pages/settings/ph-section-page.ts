import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TaggedSettings } from '../../api/plugin-settings.js';
import { hasRole } from '../../api/auth.js';
import { getSections, hubSettings, type SettingsPlace } from '../../api/settings.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import { sectionTitle } from './sections.js';
import '../../settings/ph-settings-form.js';
import './ph-backups-card.js';
import './ph-certificate-card.js';

/** One page of the hub's settings. */
@customElement('ph-section-page')
export class PhSectionPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; max-width: 60rem; }
      .back { margin-bottom: 0.4rem; }
      ph-certificate-card, ph-backups-card { display: block; margin-top: 1.25rem; }
    `,
  ];

  @property() section = '';
  @property() userRole = '';
  @state() private waiting = 0;
  #place: SettingsPlace | undefined;
  readonly #title = new Loader<string>(this, async (signal) =>
    (await getSections(signal)).find((section) => section.id === this.section)?.title ?? this.section);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('section')) {
      this.#place = hubSettings(this.section);
      this.waiting = 0;
      void this.#title.reload();
    }
  }

  protected override render() {
    return html`
      <p class="back small"><a href="/settings">${t('settings.page.title')}</a></p>
      <div class="page-head">
        <h1>${sectionTitle({ id: this.section, title: this.#title.data ?? '' })}</h1>
        ${this.waiting === 0 ? nothing : html`<span class="badge warn" role="status">${tCount('settings.page.waiting', this.waiting)}</span>`}
      </div>
      <ph-settings-form .place=${this.#place} ?read-only=${!hasRole(this.userRole, 'admin')}
        @taken=${(event: CustomEvent<TaggedSettings>) => { this.waiting = event.detail.settings.needs_restart?.length ?? 0; }}></ph-settings-form>
      ${this.#more()}
    `;
  }

  /** What belongs to a page besides its settings. */
  #more() {
    switch (this.section) {
      case 'network':
        return html`<ph-certificate-card .userRole=${this.userRole}></ph-certificate-card>`;
      case 'backups':
        return hasRole(this.userRole, 'owner') ? html`<ph-backups-card></ph-backups-card>` : nothing;
      default:
        return nothing;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-section-page': PhSectionPage;
  }
}
