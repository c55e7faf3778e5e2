import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import './ph-icon.js';

const THANKS_MS = 2000;

/** A command or an address with a button that copies it. */
@customElement('ph-copy-line')
export class PhCopyLine extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      div { display: flex; align-items: start; gap: 0.25rem; border-radius: var(--radius-s); background: var(--surface-2); }
      code { flex: 1; min-width: 0; padding: 0.65rem 0 0.65rem 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; }
      button { color: var(--text-2); }
    `,
  ];

  @property() text = '';
  /** What it is, for screen readers. */
  @property() label = '';
  @state() private answer: 'copied' | 'refused' | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    return html`
      <div>
        <code>${this.text}</code>
        <button class="ghost icon" aria-label=${t('copyLine.copyNamed', { label: this.label })} title=${t('copyLine.copy')} @click=${() => void this.#copy()}>
          <ph-icon .name=${this.answer === 'copied' ? ('check' as const) : ('copy' as const)}></ph-icon>
        </button>
        <span class="sr-only" role="status">${this.answer === undefined ? '' : this.answer === 'copied' ? t('copyLine.copied') : t('copyLine.couldNotCopy')}</span>
      </div>
    `;
  }

  async #copy(): Promise<void> {
    try {
      // Browsers offer the clipboard to secure pages only, and a hub in the house may speak plain HTTP.
      if (window.isSecureContext) {
        await navigator.clipboard.writeText(this.text);
      } else {
        this.#copySelected();
      }
      this.answer = 'copied';
    } catch {
      this.answer = 'refused';
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.answer = undefined; }, THANKS_MS);
  }

  #copySelected(): void {
    const code = this.renderRoot.querySelector('code');
    const selection = getSelection();
    if (code === null || selection === null) {
      throw new Error(t('copyLine.thereIsNothingToSelect'));
    }
    selection.selectAllChildren(code);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way on a page without TLS
    if (!document.execCommand('copy')) {
      throw new Error(t('copyLine.theBrowserRefused'));
    }
    selection.removeAllRanges();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-copy-line': PhCopyLine;
  }
}
