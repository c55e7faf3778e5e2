import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';

/** A secret that can be given but not read. Fires `entered` with the new one, or null to clear it; `kept` to leave it as
 * it is. */
@customElement('ph-secret-input')
export class PhSecretInput extends LitElement {
  static override readonly shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; flex: 1; }
      .row { flex-wrap: nowrap; min-height: 2.5rem; }
      .row > :first-child { margin-right: auto; }
      input { min-width: 0; flex: 1; }
    `,
  ];

  @property() label = '';
  /** The hub has one. */
  @property({ type: Boolean, attribute: 'is-set' }) isSet = false;
  /** What is typed; null: to be cleared; undefined: as it is. */
  @property({ attribute: false }) value: unknown;
  @property({ type: Boolean }) clearable = false;
  @property({ type: Boolean }) disabled = false;
  @property({ type: Boolean }) invalid = false;

  protected override render() {
    if (typeof this.value === 'string') {
      return html`<div class="row">
        <input type="password" autocomplete="new-password" aria-label=${this.label} aria-invalid=${this.invalid ? 'true' : 'false'} .value=${this.value}
          @input=${(event: Event) => this.#emit((event.target as HTMLInputElement).value)}>
        <button type="button" class="ghost" @click=${() => this.#keep()}>${t('settings.secret.keep')}</button>
      </div>`;
    }
    const state = this.value === null ? 'cleared' : this.isSet ? 'set' : 'unset';
    const begin = this.isSet ? t('settings.secret.replace') : t('settings.secret.enter');
    return html`<div class="row">
      <span class="badge ${state === 'set' ? 'ok' : state === 'unset' ? '' : 'warn'}">${t(`settings.secret.${state}`)}</span>
      ${this.disabled ? nothing : html`
        <button type="button" aria-label="${begin}: ${this.label}" @click=${this.#begin}>${begin}</button>
        ${this.value === null ? html`<button type="button" class="ghost" @click=${() => this.#keep()}>${t('settings.secret.keep')}</button>` : nothing}
        ${this.clearable && this.value !== null ? html`<button type="button" class="danger-ghost" aria-label="${t('settings.secret.clear')}: ${this.label}" @click=${() => this.#emit(null)}>${t('settings.secret.clear')}</button>` : nothing}`}
    </div>`;
  }

  #begin(): void {
    this.#emit('');
    void this.updateComplete.then(() => this.updateComplete).then(() => this.renderRoot.querySelector('input')?.focus());
  }

  #keep(): void {
    this.value = undefined;
    this.dispatchEvent(new Event('kept'));
  }

  #emit(detail: unknown): void {
    this.value = detail;
    this.dispatchEvent(new CustomEvent('entered', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-secret-input': PhSecretInput;
  }
}
