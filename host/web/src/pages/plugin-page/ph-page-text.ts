import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageText } from '../../api/plugin-pages.js';
import { shared } from '../../styles/shared.js';

const INLINE = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g;

/** Bold, code and links in a line; a link may lead only to the web or to a page of the hub. */
export function inline(text: string): unknown[] {
  const parts: unknown[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, code, label, address = ''] = match;
    const link = /^(https?:\/\/|\/(?![/\\]))/.test(address) ? html`<a href=${address} rel="noreferrer">${label}</a>` : whole;
    parts.push(text.slice(at, match.index), bold !== undefined ? html`<strong>${bold}</strong>` : code !== undefined ? html`<code>${code}</code>` : link);
    at = match.index + whole.length;
  }
  return [...parts, text.slice(at)];
}

function block(text: string): TemplateResult {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.every((line) => line.startsWith('- '))
    ? html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`
    : html`<p>${inline(lines.join(' '))}</p>`;
}

/** A text with a little markdown; HTML in it stays text. */
@customElement('ph-page-text')
export class PhPageText extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; max-width: 46rem; }
      h2 { margin-bottom: 0.4rem; }
      .text { display: grid; gap: 0.7rem; color: var(--text-2); overflow-wrap: anywhere; }
      .toned { padding: 0.8rem 1rem; border-radius: var(--radius-s); color: var(--text); }
      .good { background: var(--ok-soft); }
      .warning { background: var(--warn-soft); }
      .bad { background: var(--bad-soft); }
      ul { list-style: disc; padding-left: 1.3rem; }
    `,
  ];

  @property({ attribute: false }) spec!: PageText;

  protected override render() {
    const { title, text, tone } = this.spec;
    const blocks = text.replace(/\r/g, '').split(/\n\s*\n/).map((each) => each.trim()).filter((each) => each !== '');
    return html`
      ${title === undefined ? nothing : html`<h2>${title}</h2>`}
      <div class="text ${tone === undefined ? '' : `toned ${tone}`}">${blocks.map(block)}</div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-text': PhPageText;
  }
}
