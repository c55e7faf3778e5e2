import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changePassword } from '../../api/auth.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { passwordHint, passwordProblem } from '../../components/password-hint.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';

/** Changes one's own password. */
@customElement('ph-password-form')
export class PhPasswordForm extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; }`];

  /** The user name, for password managers. */
  @property() name = '';
  @state() private current = '';
  @state() private next = '';
  @state() private again = '';
  @state() private tried = false;
  @state() private done = false;
  readonly #work = new Work(this);

  protected override render() {
    const { error } = this.#work;
    const errors = formErrors(error, ['current', 'new']);
    const wrong = error?.status === 401 ? t('profile.password.wrong') : errors.of('current');
    const problem = this.tried ? passwordProblem(this.next, this.again) : { password: '', again: '' };
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#save(); }} novalidate>
        <input class="sr-only" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${this.name}>
        ${renderField({ name: 'current', label: t('profile.password.current'), value: this.current, type: 'password', autocomplete: 'current-password', error: wrong, onInput: (value) => { this.current = value; this.done = false; } })}
        ${renderField({ name: 'new', label: t('password.new'), value: this.next, type: 'password', autocomplete: 'new-password', hint: passwordHint(this.next),
          error: problem.password === '' ? errors.of('new') : problem.password, onInput: (value) => { this.next = value; } })}
        ${renderField({ name: 'again', label: t('password.again'), value: this.again, type: 'password', autocomplete: 'new-password', error: problem.again, onInput: (value) => { this.again = value; } })}
        ${errors.rest === '' || wrong !== '' ? nothing : html`<p class="failure" role="alert">${errors.rest}</p>`}
        ${this.done ? html`<p class="success" role="status">${t('profile.password.done')}</p>` : nothing}
        <div><button class="primary" ?disabled=${this.#work.busy || this.current === ''}>${t('profile.password.do')}</button></div>
      </form>`;
  }

  async #save(): Promise<void> {
    this.tried = true;
    const problem = passwordProblem(this.next, this.again);
    if (problem.password !== '' || problem.again !== '') {
      return;
    }
    if (await this.#work.run(() => changePassword(this.current, this.next))) {
      this.current = '';
      this.next = '';
      this.again = '';
      this.tried = false;
      this.done = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-password-form': PhPasswordForm;
  }
}
