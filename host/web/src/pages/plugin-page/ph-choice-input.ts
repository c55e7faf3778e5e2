import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Choice } from '../../api/plugin-pages.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';

/** As many matches as are shown at once. */
const MOST = 50;

/** Chooses one of many by typing a part of it. Fires `choice` with the value as detail. */
@customElement('ph-choice-input')
export class PhChoiceInput extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; position: relative; }
      ul {
        position: absolute; inset: calc(100% + 4px) 0 auto; z-index: 5; max-height: 14rem; overflow-y: auto; background: var(--surface);
        border: 1px solid var(--line-strong); border-radius: var(--radius-s); box-shadow: var(--shadow-high); padding: 0.25rem;
      }
      li { padding: 0.45rem 0.6rem; border-radius: 6px; cursor: pointer; }
      li[aria-selected='true'] { background: var(--accent-soft); color: var(--accent); }
      .none { color: var(--text-2); cursor: default; }
    `,
  ];

  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property() value = '';
  @property() label = '';
  @property({ type: Boolean }) disabled = false;
  @property({ type: Boolean }) invalid = false;
  @state() private typed: string | undefined;
  @state() private at = 0;
  @query('input') private readonly input!: HTMLInputElement;

  override focus(): void {
    this.input.focus();
  }

  protected override render() {
    const open = this.typed !== undefined;
    const found = this.#found();
    const chosen = this.choices.find((each) => each.value === this.value);
    return html`
      <input role="combobox" aria-label=${this.label} aria-expanded=${open ? 'true' : 'false'} aria-controls="list" aria-autocomplete="list" aria-invalid=${this.invalid ? 'true' : 'false'}
        aria-activedescendant=${open && found.length > 0 ? `option-${this.at}` : nothing} placeholder=${t('page.typeToSearch')} autocomplete="off" ?disabled=${this.disabled}
        .value=${this.typed ?? chosen?.label ?? this.value} @input=${this.#onInput} @keydown=${this.#onKey} @click=${this.#open} @blur=${this.#close}>
      ${open ? html`<ul id="list" role="listbox" aria-label=${this.label}>
        ${found.length === 0 ? html`<li class="none">${t('page.nothingMatches')}</li>` : found.slice(0, MOST).map((each, i) => html`<li
          id="option-${i}" role="option" aria-selected=${i === this.at ? 'true' : 'false'} @pointerdown=${(e: Event) => { e.preventDefault(); this.#choose(each); }}
        >${each.label ?? each.value}</li>`)}
        ${found.length > MOST ? html`<li class="none">${t('page.andMoreType', { count: found.length - MOST })}</li>` : nothing}
      </ul>` : nothing}
    `;
  }

  #found(): readonly Choice[] {
    const words = (this.typed ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '');
    return this.choices.filter(({ value, label }) => words.every((word) => `${label ?? ''} ${value}`.toLowerCase().includes(word)));
  }

  #open(): void {
    this.typed ??= '';
    this.at = 0;
  }

  #close(): void {
    // Emptied by hand means: none.
    if (this.typed === '' && this.input.value === '' && this.#emptied) {
      this.dispatchEvent(new CustomEvent('choice', { detail: '' }));
    }
    this.#emptied = false;
    this.typed = undefined;
  }

  #emptied = false;

  #onInput(): void {
    this.typed = this.input.value;
    this.#emptied = true;
    this.at = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const found = this.#found();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (this.typed === undefined) {
        this.#open();
      } else {
        this.at = Math.min(Math.min(found.length, MOST) - 1, Math.max(0, this.at + step));
      }
    } else if (event.key === 'Enter' && this.typed !== undefined) {
      event.preventDefault();
      const choice = found[this.at];
      if (choice !== undefined) {
        this.#choose(choice);
      }
    } else if (event.key === 'Escape' && this.typed !== undefined) {
      event.preventDefault(); // closes the list, not the dialog around it
      this.typed = undefined;
    }
  }

  #choose(choice: Choice): void {
    this.typed = undefined;
    this.#emptied = false;
    this.dispatchEvent(new CustomEvent('choice', { detail: choice.value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-choice-input': PhChoiceInput;
  }
}
