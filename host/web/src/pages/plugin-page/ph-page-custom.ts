import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PageCustomElement } from '../../api/plugin-pages.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-loading.js';
import '../../components/ph-notice.js';
import type { Place } from './place.js';

/** An element of the plugin's own, from a module that it brings. */
@customElement('ph-page-custom')
export class PhPageCustom extends LitElement {
  static override readonly styles = [shared, css`:host { display: block; } h2 { margin-bottom: 0.6rem; }`];

  @property({ attribute: false }) spec!: PageCustomElement;
  @property({ attribute: false }) place!: Place;
  @state() private failure = '';
  @state() private drawn: HTMLElement | undefined;

  protected override firstUpdated(): void {
    void this.#load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('place') && this.drawn !== undefined) {
      this.#dress(this.drawn);
    }
  }

  protected override render() {
    return html`
      ${this.spec.title === undefined ? nothing : html`<h2>${this.spec.title}</h2>`}
      ${this.failure !== ''
        ? html`<div class="card"><ph-notice kind="error" heading=${t('page.cannotBeShown', { tag: this.spec.tag })} retry @retry=${() => void this.#load()}>${this.failure}</ph-notice></div>`
        : (this.drawn ?? html`<ph-loading .bars=${1}></ph-loading>`)}
    `;
  }

  async #load(): Promise<void> {
    const { tag, module } = this.spec;
    this.failure = '';
    try {
      if (this.place.assets === null) {
        throw new Error(t('page.thePluginBringsNoFiles'));
      }
      await import(/* @vite-ignore */ `${this.place.assets}${module}`);
      if (customElements.get(tag) === undefined) {
        throw new Error(t('page.theModuleDoesNotDefine', { module }));
      }
      const element = document.createElement(tag);
      this.#dress(element);
      this.drawn = element;
    } catch (cause) {
      this.failure = cause instanceof Error ? cause.message : String(cause);
    }
  }

  #dress(element: HTMLElement): void {
    const { plugin, parameters } = this.place;
    Object.entries(this.spec.attributes ?? {}).forEach(([name, value]) => element.setAttribute(name, value));
    Object.entries(parameters).forEach(([name, value]) => element.setAttribute(`data-${name}`, String(value)));
    Object.assign(element, { hub: { plugin, api: `/api/${encodeURIComponent(plugin)}/`, parameters } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-custom': PhPageCustom;
  }
}
