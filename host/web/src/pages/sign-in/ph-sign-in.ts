import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { login, loginWithKey } from '../../api/auth.js';
import type { ApiError } from '../../api/http.js';
import { renderField } from '../../components/field.js';
import { onSecond } from '../../live/ticker.js';
import { Work } from '../../live/work.js';
import { alone, forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-brand.js';
import '../../components/ph-theme-toggle.js';

type Way = 'password' | 'code' | 'key';

/** Asks for user name and password, then for the second factor when there is one; or for an API key. Fires `signed-in`. */
@customElement('ph-sign-in')
export class PhSignIn extends LitElement {
  static override readonly styles = [
    shared,
    forms,
    alone,
    css`
      .other { justify-self: center; min-height: 2rem; color: var(--accent); font-weight: 550; font-size: 0.9375rem; }
      .help { padding-top: 1rem; border-top: 1px solid var(--line); }
    `,
  ];

  @state() private way: Way = 'password';
  /** When the hub listens again, in ms since 1970. */
  @state() private closedUntil = 0;
  readonly #work = new Work(this);
  #name = '';
  #password = '';
  #stopTicking: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopTicking = onSecond(() => {
      if (this.closedUntil > 0) {
        this.requestUpdate();
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTicking?.();
  }

  protected override render() {
    return html`
      <main class="alone">
        <ph-brand></ph-brand>
        <div class="card">${this.way === 'password' ? this.#passwordForm() : this.way === 'code' ? this.#codeForm() : this.#keyForm()}</div>
        <footer><ph-theme-toggle></ph-theme-toggle></footer>
      </main>
    `;
  }

  #passwordForm() {
    return html`
      <form @submit=${(event: SubmitEvent) => this.#submitPassword(event)}>
        <h1>${t('signin.title')}</h1>
        ${renderField({ name: 'username', label: t('signin.username'), value: this.#name, autocomplete: 'username', required: true, autofocus: true, onInput: (value) => { this.#name = value; } })}
        ${renderField({ name: 'password', label: t('signin.password'), value: this.#password, type: 'password', autocomplete: 'current-password', required: true, onInput: (value) => { this.#password = value; } })}
        ${this.#failure(t('signin.refused'))}${this.#button()}
        <button type="button" class="ghost other" @click=${() => this.#go('key')}>${t('signin.withkey')}</button>
        <p class="help small muted">${t('signin.help')}</p>
      </form>`;
  }

  #codeForm() {
    return html`
      <form @submit=${(event: SubmitEvent) => this.#submitCode(event)}>
        <h1>${t('signin.code.title')}</h1>
        <p class="muted">${t('signin.code.why', { name: this.#name })}</p>
        ${renderField({ name: 'code', label: t('signin.code'), value: '', autocomplete: 'one-time-code', required: true, maxlength: 40, hint: t('signin.code.hint'), onInput: () => undefined })}
        ${this.#failure(t('signin.code.refused'))}${this.#button()}
        <button type="button" class="ghost other" @click=${() => this.#go('password')}>${t('signin.back')}</button>
      </form>`;
  }

  #keyForm() {
    return html`
      <form @submit=${(event: SubmitEvent) => this.#submitKey(event)}>
        <h1>${t('signin.key.title')}</h1>
        ${renderField({ name: 'key', label: t('signin.key'), value: '', type: 'password', autocomplete: 'off', required: true, onInput: () => undefined })}
        ${this.#failure(t('signin.key.refused'))}${this.#button()}
        <button type="button" class="ghost other" @click=${() => this.#go('password')}>${t('signin.withpassword')}</button>
      </form>`;
  }

  #button() {
    return html`<button class="primary" ?disabled=${this.#work.busy || this.#waitS > 0}>${this.#work.busy ? t('signin.busy') : t('signin.do')}</button>`;
  }

  get #waitS(): number {
    return Math.max(0, Math.ceil((this.closedUntil - Date.now()) / 1000));
  }

  #failure(refused: string) {
    const { error } = this.#work;
    const words = error !== undefined ? this.#words(error, refused) : this.#waitS > 0 ? tCount('signin.wait', this.#waitS) : '';
    return words === '' ? nothing : html`<p class="failure" role="alert">${words}</p>`;
  }

  #words(error: ApiError, refused: string): string {
    switch (error.status) {
      case 0:
        return t('signin.away');
      case 401:
        return refused;
      case 429:
        return this.#waitS > 0 ? tCount('signin.wait', this.#waitS) : t('signin.again');
      default:
        return error.message;
    }
  }

  #submitPassword(event: SubmitEvent): void {
    // What a password manager filled in may not have been typed.
    const form = entries(event);
    this.#name = (form['username'] ?? '').trim();
    this.#password = form['password'] ?? '';
    void this.#try(() => login({ username: this.#name, password: this.#password }));
  }

  #submitCode(event: SubmitEvent): void {
    const code = (entries(event)['code'] ?? '').trim();
    void this.#try(() => login({ username: this.#name, password: this.#password, second_factor: code }));
  }

  #submitKey(event: SubmitEvent): void {
    const key = (entries(event)['key'] ?? '').trim();
    void this.#try(() => loginWithKey(key));
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (await this.#work.run(act)) {
      this.#password = '';
      this.dispatchEvent(new Event('signed-in'));
      return;
    }
    const { error } = this.#work;
    this.closedUntil = error?.status === 429 ? Date.now() + (error.retryAfterS ?? 0) * 1000 : 0;
    if (this.way === 'password' && error?.status === 401 && error.members['second_factor_required'] === true) {
      this.#go('code');
    } else if (error?.status === 401) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>(this.way === 'password' ? '#password' : 'input')?.select();
    }
  }

  #go(way: Way): void {
    this.way = way;
    this.#work.clear();
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }
}

function entries(event: SubmitEvent): Record<string, string> {
  event.preventDefault();
  return Object.fromEntries([...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-sign-in': PhSignIn;
  }
}
