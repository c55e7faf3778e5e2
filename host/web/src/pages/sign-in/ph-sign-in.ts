import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { login } from '../../api/auth.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-brand.js';
import '../../components/ph-theme-toggle.js';

/** Asks for an API key; fires `signed-in` when the hub took it. */
@customElement('ph-sign-in')
export class PhSignIn extends LitElement {
  static override readonly styles = [
    shared,
    css`
      main { display: grid; align-content: center; justify-items: center; gap: 1.5rem; min-height: 100dvh; padding: 2rem 1rem; }
      form { display: grid; gap: 1.1rem; width: min(26rem, 100%); padding: 1.75rem; }
      .help { padding-top: 1.1rem; border-top: 1px solid var(--line); display: grid; gap: 0.5rem; }
      pre { margin: 0; padding: 0.7rem 0.85rem; border-radius: var(--radius-s); background: var(--surface-2); white-space: pre-wrap; overflow-wrap: anywhere; }
    `,
  ];

  @state() private busy = false;
  @state() private error: ApiError | undefined;

  protected override render() {
    const message = this.error === undefined ? '' : this.error.status === 401 ? 'The hub does not know this key. It may have been revoked.' : this.error.message;
    return html`
      <main>
        <ph-brand></ph-brand>
        <form class="card" @submit=${this.#submit}>
          <h1>Sign in</h1>
          <div class="field">
            <label for="key">API key</label>
            <input id="key" name="key" type="password" autocomplete="current-password" required autofocus
              aria-invalid=${message === '' ? 'false' : 'true'} aria-describedby="key-error">
            <span id="key-error" class="field-error" role="alert">${message === '' ? nothing : message}</span>
          </div>
          <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
          <div class="help small muted">
            <p>No key yet? Make one on the computer that runs the hub:</p>
            <pre>pihub token create NAME --role owner --data DIR</pre>
            <p>It is shown once. <code>DIR</code> is the hub's data folder.</p>
          </div>
        </form>
        <ph-theme-toggle></ph-theme-toggle>
      </main>
    `;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const key = new FormData(event.target as HTMLFormElement).get('key');
    this.busy = true;
    this.error = undefined;
    try {
      await login(typeof key === 'string' ? key.trim() : '');
      this.dispatchEvent(new Event('signed-in'));
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-sign-in': PhSignIn;
  }
}
