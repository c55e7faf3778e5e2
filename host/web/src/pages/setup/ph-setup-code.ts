import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/http.js';
import { checkSetupCode } from '../../api/setup.js';
import { renderField } from '../../components/field.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-copy-line.js';

/** The code that only who sees the hub's console or log can know. Fires `answered` with the code, or `restore` with it. */
@customElement('ph-setup-code')
export class PhSetupCode extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; } .where { display: grid; gap: 0.5rem; }`];

  @property() code = '';
  /** Why the hub refused the whole. */
  @property({ attribute: false }) error: ApiError | undefined;
  @state() private typed: string | undefined;
  readonly #work = new Work(this);

  protected override render() {
    const { error = this.error } = this.#work;
    const message = error === undefined ? '' : error.status === 401 ? t('setup.code.wrong') : error.status === 429 ? t('setup.code.slow') : error.offline ? t('signin.away') : error.message;
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#check('answered'); }} novalidate>
        <p>${t('setup.code.why')}</p>
        ${renderField({ name: 'code', label: t('setup.code.label'), value: this.typed ?? this.code, error: message, autofocus: true, onInput: (value) => { this.typed = value; } })}
        <div class="where">
          <span class="label">${t('setup.code.where')}</span>
          <ph-copy-line label=${t('setup.code.where')} text="journalctl -u pihub"></ph-copy-line>
          <span class="hint">${t('setup.code.terminal')}</span>
        </div>
        <div class="row">
          <button class="primary" ?disabled=${this.#work.busy || this.#code === ''}>${t('action.next')}</button>
          <button type="button" class="ghost" ?disabled=${this.#work.busy || this.#code === ''} @click=${() => void this.#check('restore')}>${t('setup.restore.link')}</button>
        </div>
        ${this.#code === '' ? html`<p class="hint">${t('setup.code.first')}</p>` : nothing}
      </form>`;
  }

  get #code(): string {
    return (this.typed ?? this.code).trim();
  }

  async #check(then: 'answered' | 'restore'): Promise<void> {
    const code = this.#code;
    if (code !== '' && (await this.#work.run(() => checkSetupCode(code)))) {
      this.dispatchEvent(new CustomEvent(then, { detail: { code } }));
    } else {
      this.renderRoot.querySelector('input')?.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setup-code': PhSetupCode;
  }
}
