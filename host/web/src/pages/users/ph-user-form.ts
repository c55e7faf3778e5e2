import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Role } from '../../api/auth.js';
import { addUser, changeUser, type Invitation, type User } from '../../api/users.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { passwordHint } from '../../components/password-hint.js';
import { roleName, roleWords } from '../../format/role-names.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { rolesToGive } from './rules.js';

export interface UserSaved {
  name: string;
  invitation: Invitation | undefined;
}

/** Makes a user or changes one. Fires `saved` with a `UserSaved`, or `cancelled`. */
@customElement('ph-user-form')
export class PhUserForm extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; }`];

  /** The user to change; undefined for a new one. */
  @property({ attribute: false }) user: User | undefined;
  @property() giver: Role = 'viewer';
  @state() private name = '';
  @state() private displayName = '';
  @state() private chosen: Role = 'viewer';
  @state() private disabled = false;
  @state() private way: 'invite' | 'password' = 'invite';
  @state() private password = '';
  readonly #work = new Work(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('user') && this.user !== undefined) {
      this.displayName = this.user.display_name;
      this.chosen = this.user.role;
      this.disabled = this.user.is_disabled;
    }
  }

  protected override render() {
    const { user } = this;
    const errors = formErrors(this.#work.error, ['user_name', 'display_name', 'role', 'password']);
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#save(); }} novalidate>
        ${user === undefined ? renderField({ name: 'user_name', label: t('users.name'), value: this.name, hint: t('users.name.hint'), error: errors.of('user_name'), onInput: (value) => { this.name = value; } }) : nothing}
        ${renderField({ name: 'display_name', label: t('users.display'), value: this.displayName, hint: t('users.display.hint'), error: errors.of('display_name'), onInput: (value) => { this.displayName = value; } })}
        <fieldset>
          <legend>${t('users.role')}</legend>
          ${rolesToGive(this.giver).map((role) => html`
            <label class="choice"><input type="radio" name="role" .checked=${this.chosen === role} @change=${() => { this.chosen = role; }}>${roleName(role)}<span class="hint">${roleWords(role)}</span></label>`)}
          <span class="field-error" role="alert">${errors.of('role') === '' ? nothing : errors.of('role')}</span>
        </fieldset>
        ${user === undefined ? this.#access(errors.of('password')) : html`
          <label class="check"><input type="checkbox" .checked=${this.disabled} @change=${(event: Event) => { this.disabled = (event.target as HTMLInputElement).checked; }}>${t('users.disable')}</label>
          <p class="hint">${t('users.disable.hint')}</p>`}
        ${errors.rest === '' ? nothing : html`<p class="failure" role="alert">${errors.rest}</p>`}
        <div class="row">
          <button class="primary" ?disabled=${this.#work.busy}>${user !== undefined ? t('action.save') : this.way === 'invite' ? t('users.invite') : t('users.create')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('cancelled'))}>${t('action.cancel')}</button>
        </div>
      </form>`;
  }

  #access(error: string) {
    return html`
      <fieldset>
        <legend>${t('users.access')}</legend>
        <label class="choice"><input type="radio" name="way" .checked=${this.way === 'invite'} @change=${() => { this.way = 'invite'; }}>${t('users.access.invite')}<span class="hint">${t('users.access.invite.hint')}</span></label>
        <label class="choice"><input type="radio" name="way" .checked=${this.way === 'password'} @change=${() => { this.way = 'password'; }}>${t('users.access.password')}<span class="hint">${t('users.access.password.hint')}</span></label>
      </fieldset>
      ${this.way === 'invite' ? nothing : renderField({ name: 'password', label: t('signin.password'), value: this.password, type: 'password', autocomplete: 'new-password', hint: passwordHint(this.password), error, onInput: (value) => { this.password = value; } })}`;
  }

  async #save(): Promise<void> {
    const { user, chosen: role } = this;
    const name = this.name.trim();
    const display_name = this.displayName.trim();
    let invitation: Invitation | undefined;
    const done = await this.#work.run(async () => {
      if (user === undefined) {
        const made = await addUser({ user_name: name, display_name: display_name === '' ? name : display_name, role, ...(this.way === 'password' ? { password: this.password } : {}) });
        invitation = made.invitation ?? undefined;
      } else {
        await changeUser(user.id, { display_name, role, is_disabled: this.disabled });
      }
    });
    if (done) {
      this.dispatchEvent(new CustomEvent<UserSaved>('saved', { detail: { name: user?.user_name ?? name, invitation } }));
    } else {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-user-form': PhUserForm;
  }
}
