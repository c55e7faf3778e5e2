import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CataloguePlugin } from '../../api/catalogue.js';
import type { Plugin } from '../../api/plugins.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-plugin-icon.js';
import type { Outcome } from './change-outcome.js';
import { figuresOf } from './figures.js';
import { lookOf, needsWords } from './plugin-state.js';
import { signatureWords } from './signature-words.js';
import './ph-outcome.js';
import './ph-plugin-actions.js';
import './ph-plugin-figures.js';
import './ph-plugin-state.js';
import './ph-plugin-switch.js';

/** One plugin: what it is, how it is, what it takes, where its pages are, and its switch. */
@customElement('ph-plugin-card')
export class PhPluginCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: flex; flex-direction: column; gap: 0.85rem; height: 100%; padding: 1.25rem; }
      header { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.2rem 0.9rem; align-items: center; }
      h2 { overflow-wrap: anywhere; }
      h2 a { color: inherit; text-decoration: none; }
      h2 a:hover { text-decoration: underline; }
      .what { margin-top: 0.15rem; gap: 0.2rem 0.6rem; }
      .from { overflow-wrap: anywhere; }
      .unsafe { color: var(--warn); }
      .description { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; }
      footer { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.5rem; margin-top: auto; padding-top: 0.25rem; }
      .links { display: flex; flex-wrap: wrap; gap: 0.1rem 0.25rem; margin-inline: -0.5rem auto; }
      .links a { display: inline-flex; align-items: center; min-height: 2.5rem; padding: 0 0.5rem; font-size: 0.9375rem; font-weight: 550; text-decoration: none; border-radius: var(--radius-s); }
      .links a:hover { background: var(--surface-2); }
      @media (max-width: 460px) { article { padding: 1rem; } }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  @property({ attribute: false }) dependents: readonly string[] = [];
  /** What the catalogue has of it, when that is newer. */
  @property({ attribute: false }) entry: CataloguePlugin | undefined;
  /** Whether who is signed in may change plugins. */
  @property({ type: Boolean }) mayChange = false;
  /** Whether who is signed in may read settings and logs. */
  @property({ type: Boolean }) mayInspect = false;
  @state() private outcome: Outcome | undefined;

  protected override willUpdate(): void {
    if (this.plugin !== undefined && this.plugin.phase !== null) {
      this.outcome = undefined; // something new goes on
    }
  }

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    const look = lookOf(plugin.state);
    return html`
      <article class="card" aria-label=${plugin.name} @outcome=${this.#onOutcome}>
        <header>
          <ph-plugin-icon .icon=${plugin.icon} .name=${plugin.name}></ph-plugin-icon>
          <div>
            <h2><a href=${this.#at(plugin)}>${plugin.name}</a></h2>
            <p class="row small muted what"><span class="badge ${look.kind}">${look.text}</span><span>${plugin.version}</span><span class="from ${plugin.signature.status === 'unknown_key' ? 'unsafe' : ''}">${signatureWords(plugin.signature)}</span></p>
          </div>
          ${this.mayChange ? html`<ph-plugin-switch .plugin=${plugin} .dependents=${this.dependents}></ph-plugin-switch>` : nothing}
        </header>
        ${this.outcome === undefined ? nothing : html`<ph-outcome .outcome=${this.outcome} @dismissed=${() => { this.outcome = undefined; }}></ph-outcome>`}
        ${needsWords(plugin) ? html`<ph-plugin-state .plugin=${plugin}></ph-plugin-state>` : nothing}
        ${plugin.description ? html`<p class="description">${plugin.description}</p>` : nothing}
        ${figuresOf(plugin, false).length === 0 ? nothing : html`<ph-plugin-figures .plugin=${plugin}></ph-plugin-figures>`}
        <footer>
          <nav class="links" aria-label=${t('plugins.parts', { name: plugin.name })}>${this.#links(plugin)}</nav>
          ${this.mayChange ? html`<ph-plugin-actions .plugin=${plugin} .entry=${this.entry}></ph-plugin-actions>` : nothing}
        </footer>
      </article>`;
  }

  #links(plugin: Plugin) {
    const at = this.#at(plugin);
    const pages = plugin.enabled ? plugin.pages.filter((page) => !page.hidden) : [];
    return html`
      ${pages.map((page) => html`<a href="${at}/${encodeURIComponent(page.id)}">${page.title}</a>`)}
      ${this.mayInspect && plugin.has_settings ? html`<a href="${at}/settings">${t('plugins.settings')}</a>` : nothing}
      ${plugin.jobs > 0 ? html`<a href="/jobs">${t('common.jobs')}</a>` : nothing}
      ${this.mayInspect ? html`<a href="${at}/logs">${t('plugins.log')}</a>` : nothing}
      <a href=${at}>${t('plugins.details')}</a>`;
  }

  #at(plugin: Plugin): string {
    return `/plugins/${encodeURIComponent(plugin.id)}`;
  }

  #onOutcome(event: CustomEvent<Outcome>): void {
    event.stopPropagation();
    this.outcome = event.detail;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-card': PhPluginCard;
  }
}
