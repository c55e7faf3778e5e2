import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConfigurationChange, ImportResult } from '../../api/settings.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import { sayChange } from './sections.js';

/** What an import would change, what it leaves out and what is wrong with it. */
@customElement('ph-import-result')
export class PhImportResult extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 0.75rem; }
      .scroll { overflow: auto; max-height: 45vh; border: 1px solid var(--line); border-radius: var(--radius-s); }
      table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
      th, td { text-align: left; padding: 0.4rem 0.7rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
      th { color: var(--text-2); font-weight: 550; }
      tr:last-child td { border-bottom: none; }
      .bad { color: var(--bad); font-weight: 500; }
      .lines { display: grid; gap: 0.3rem; font-size: 0.875rem; }
    `,
  ];

  @property({ attribute: false }) result: ImportResult | undefined;

  protected override render() {
    const { result } = this;
    if (result === undefined) {
      return nothing;
    }
    const errors = Object.entries(result.errors);
    return html`
      ${errors.length === 0 ? this.#changes(result.changes) : html`<p class="bad" role="alert">${t('settings.configuration.refused')}</p>
        <ul class="lines bad">${errors.map(([path, messages]) => html`<li><code>${path}</code> ${messages.join('; ')}</li>`)}</ul>`}
      ${result.skipped.length === 0 ? nothing : html`<h3>${t('settings.configuration.skipped')}</h3>
        <ul class="lines muted">${result.skipped.map((line) => html`<li>${line}</li>`)}</ul>`}
    `;
  }

  #changes(changes: readonly ConfigurationChange[]) {
    if (changes.length === 0) {
      return html`<p>${t('settings.configuration.no-changes')}</p>`;
    }
    return html`<p role="status"><strong>${tCount('settings.configuration.changes', changes.length)}</strong></p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('settings.configuration.check')}><table>
        <thead><tr><th>${t('settings.configuration.what')}</th><th>${t('settings.configuration.before')}</th><th>${t('settings.configuration.after')}</th></tr></thead>
        <tbody>${changes.map((change) => this.#row(change))}</tbody>
      </table></div>`;
  }

  #row({ subject, path, before, after }: ConfigurationChange) {
    const isSecret = before === null && after === null;
    return html`<tr>
      <td>${subject}${path === '' ? '' : ` · ${path}`}</td>
      <td>${isSecret ? t('settings.configuration.hidden') : sayChange(before)}</td>
      <td>${isSecret ? t('settings.configuration.hidden') : sayChange(after)}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-import-result': PhImportResult;
  }
}
