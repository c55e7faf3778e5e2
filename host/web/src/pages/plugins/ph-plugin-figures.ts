import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Plugin } from '../../api/plugins.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-explained.js';
import { figuresOf } from './figures.js';

/** What a plugin takes and did, in a few figures. */
@customElement('ph-plugin-figures')
export class PhPluginFigures extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      dl { position: relative; display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: 0.6rem 1rem; }
      dt { font-size: 0.8125rem; color: var(--text-2); }
      dd { font-weight: 550; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .warn { color: var(--warn); }
      .bad { color: var(--bad); }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  /** All figures, not only the ones that say something now. */
  @property({ type: Boolean }) all = false;

  protected override render() {
    const figures = this.plugin === undefined ? [] : figuresOf(this.plugin, this.all);
    return figures.length === 0 ? nothing : html`<dl>${figures.map(({ label, text, kind, explained }) => html`
      <div><dt>${label}</dt><dd class=${kind}>${explained === '' ? text : html`<ph-explained text=${explained}>${text}</ph-explained>`}</dd></div>`)}</dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-figures': PhPluginFigures;
  }
}
