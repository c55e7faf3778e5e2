import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/http.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { passwordHint, passwordProblem } from '../../components/password-hint.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { fieldsOf, type SetupDraft } from './draft.js';

/** The owner's account. Fires `answered` with what is now known, or `back`. */
@customElement('ph-setup-owner')
export class PhSetupOwner extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; }`];

  @property({ attribute: false }) draft: SetupDraft | undefined;
  @property({ attribute: false }) error: ApiError | undefined;
  @state() private name = '';
  @state() private password = '';
  @state() private again = '';
  @state() private tried = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft') && this.draft !== undefined) {
      this.name = this.draft.user_name;
      this.password = this.draft.password;
      this.again = this.draft.again;
    }
  }

  protected override render() {
    const errors = formErrors(this.error, fieldsOf('owner'));
    const problem = this.tried ? passwordProblem(this.password, this.again) : { password: '', again: '' };
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); this.#next(); }} novalidate>
        <p>${t('setup.owner.why')}</p>
        ${renderField({ name: 'username', label: t('signin.username'), value: this.name, autocomplete: 'username', hint: t('users.name.hint'),
          error: this.tried && this.name.trim() === '' ? t('setup.owner.noname') : errors.of('user_name'), onInput: (value) => { this.name = value; this.error = undefined; } })}
        ${renderField({ name: 'password', label: t('signin.password'), value: this.password, type: 'password', autocomplete: 'new-password', hint: passwordHint(this.password),
          error: problem.password === '' ? errors.of('password') : problem.password, onInput: (value) => { this.password = value; this.error = undefined; } })}
        ${renderField({ name: 'again', label: t('password.again'), value: this.again, type: 'password', autocomplete: 'new-password', error: problem.again, onInput: (value) => { this.again = value; } })}
        <div class="row">
          <button class="primary">${t('action.next')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('back'))}>${t('action.back')}</button>
        </div>
      </form>`;
  }

  #next(): void {
    this.tried = true;
    const problem = passwordProblem(this.password, this.again);
    if (this.name.trim() === '' || problem.password !== '' || problem.again !== '') {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    this.dispatchEvent(new CustomEvent('answered', { detail: { user_name: this.name.trim(), password: this.password, again: this.again } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setup-owner': PhSetupOwner;
  }
}
