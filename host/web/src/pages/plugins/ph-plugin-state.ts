import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Plugin } from '../../api/plugins.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-ago.js';
import '../../components/ph-progress.js';
import { explanationOf, lookOf, phasePercent, phaseWords, reasonOf } from './plugin-state.js';

/** Why a plugin is as it is, what is being done with it, and what the owner should know of it. */
@customElement('ph-plugin-state')
export class PhPluginState extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 0.6rem; }
      :host([hidden]) { display: none; }
      .note { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--surface-2); font-size: 0.875rem; overflow-wrap: anywhere; }
      .note.bad { background: var(--bad-soft); }
      .note.warn { background: var(--warn-soft); }
      .why { font-weight: 550; }
      .bad .why { color: var(--bad); }
      .warn .why { color: var(--warn); }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    const phase = phaseWords(plugin);
    return html`
      ${phase === '' ? nothing : html`<ph-progress label=${phase} .percent=${phasePercent(plugin.phase)}></ph-progress>`}
      ${phase === '' ? this.#reason(plugin) : nothing}
      ${plugin.next_try_at === null ? nothing : html`<p class="small">${tRich('plugins.nextTry', { ago: html`<ph-ago .time=${plugin.next_try_at}></ph-ago>` })}</p>`}
      ${plugin.not_unloaded === null ? nothing : html`<p class="note warn">${t('plugins.itTakesMemoryUntil', { notUnloaded: sentence(plugin.not_unloaded) })}</p>`}
    `;
  }

  #reason(plugin: Plugin) {
    const explanation = explanationOf(plugin.state);
    const reason = reasonOf(plugin);
    if (reason === '' && explanation === '') {
      return nothing;
    }
    return html`<div class="note ${lookOf(plugin.state).kind}">
      ${reason === '' ? nothing : html`<p class="why">${sentence(reason)}</p>`}
      ${explanation === '' ? nothing : html`<p>${sentence(explanation)}</p>`}
    </div>`;
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-state': PhPluginState;
  }
}
