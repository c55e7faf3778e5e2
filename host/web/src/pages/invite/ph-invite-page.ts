import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { acceptInvitation, checkInvitation, type OpenInvitation } from '../../api/users.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { renderError } from '../../components/loaded.js';
import { passwordHint, passwordProblem } from '../../components/password-hint.js';
import { formatMoment } from '../../format/time.js';
import { roleName } from '../../format/role-names.js';
import { Loader } from '../../live/loader.js';
import { Work } from '../../live/work.js';
import { alone, forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-brand.js';
import '../../components/ph-loading.js';
import '../../components/ph-theme-toggle.js';

/** Where a one-time link leads: its holder chooses a password and is signed in. Fires `signed-in`. */
@customElement('ph-invite-page')
export class PhInvitePage extends LitElement {
  static override readonly styles = [shared, forms, alone, css`.stack { gap: 0.75rem; }`];

  @state() private password = '';
  @state() private again = '';
  @state() private tried = false;
  // Behind the '#', the token is sent to no server in a request line.
  readonly #token = location.hash.slice(1);
  readonly #invitation = new Loader<OpenInvitation>(this, (signal) => checkInvitation(this.#token, signal));
  readonly #work = new Work(this);

  protected override render() {
    return html`
      <main class="alone">
        <ph-brand></ph-brand>
        <div class="card">${this.#content()}</div>
        <footer><ph-theme-toggle></ph-theme-toggle></footer>
      </main>`;
  }

  #content() {
    const { data, error } = this.#invitation;
    const failed = this.#work.error?.status === 404 ? this.#work.error : error;
    if (failed !== undefined && failed.status >= 400 && failed.status < 429) {
      return html`<div class="stack"><h1>${t('invite.gone')}</h1><p>${t('invite.gone.more')}</p><a class="button" href="/">${t('invite.signin')}</a></div>`;
    }
    if (failed !== undefined) {
      return renderError(failed, () => void this.#invitation.reload());
    }
    return data === undefined ? html`<ph-loading .bars=${1}></ph-loading>` : this.#form(data);
  }

  #form(invitation: OpenInvitation) {
    const errors = formErrors(this.#work.error, ['password']);
    const problem = this.tried ? passwordProblem(this.password, this.again) : { password: '', again: '' };
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#accept(invitation); }} novalidate>
        <h1>${t('invite.title', { hub: invitation.hub_name })}</h1>
        <p class="muted">${t('invite.who', { name: invitation.user_name, role: roleName(invitation.role) })}</p>
        <input class="sr-only" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${invitation.user_name}>
        ${renderField({ name: 'password', label: t('password.new'), value: this.password, type: 'password', autocomplete: 'new-password', hint: passwordHint(this.password),
          error: problem.password === '' ? errors.of('password') : problem.password, onInput: (value) => { this.password = value; } })}
        ${renderField({ name: 'again', label: t('password.again'), value: this.again, type: 'password', autocomplete: 'new-password', error: problem.again, onInput: (value) => { this.again = value; } })}
        ${errors.rest === '' ? nothing : html`<p class="failure" role="alert">${errors.rest}</p>`}
        <button class="primary" ?disabled=${this.#work.busy}>${t('invite.do')}</button>
        <p class="small muted">${t('invite.until', { time: formatMoment(invitation.expires_at, false) })}</p>
      </form>`;
  }

  async #accept(invitation: OpenInvitation): Promise<void> {
    this.tried = true;
    const problem = passwordProblem(this.password, this.again);
    if (problem.password !== '' || problem.again !== '') {
      this.renderRoot.querySelector<HTMLInputElement>(problem.password === '' ? '#again' : '#password')?.focus();
      return;
    }
    if (await this.#work.run(() => acceptInvitation(this.#token, this.password))) {
      this.dispatchEvent(new CustomEvent('signed-in', { detail: invitation.user_name, bubbles: true, composed: true }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-invite-page': PhInvitePage;
  }
}
