import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, type SecondFactorSecret } from '../../api/auth.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { Work } from '../../live/work.js';
import { saveFile } from '../plugin-page/csv.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-copy-line.js';
import '../../components/ph-qr.js';

type Stage = { is: 'rest' } | { is: 'removing' } | { is: 'adding'; secret: SecondFactorSecret } | { is: 'codes'; codes: readonly string[] };

/** Switches the second factor on, with a code to prove it and recovery codes to keep, or off. */
@customElement('ph-second-factor')
export class PhSecondFactor extends LitElement {
  static override readonly styles = [
    shared,
    forms,
    css`
      .stack { gap: 0.9rem; }
      .codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0.35rem 1rem; padding: 0.9rem 1rem; border-radius: var(--radius-s); background: var(--surface-2); font-family: var(--mono); }
      .scan { display: grid; justify-items: center; gap: 0.6rem; }
    `,
  ];

  @property({ type: Boolean }) on = false;
  @state() private stage: Stage = { is: 'rest' };
  @state() private typed = '';
  readonly #work = new Work(this);

  protected override render() {
    switch (this.stage.is) {
      case 'rest':
        return html`<div class="stack">
          <p class="muted">${t('factor.what')}</p>
          <div class="row"><span class="badge ${this.on ? 'ok' : ''}">${this.on ? t('factor.on') : t('factor.off')}</span></div>
          ${this.#failure()}
          <div>${this.on ? html`<button class="danger-ghost" @click=${() => this.#go({ is: 'removing' })}>${t('factor.remove')}</button>`
            : html`<button class="primary" ?disabled=${this.#work.busy} @click=${() => void this.#begin()}>${t('factor.begin')}</button>`}</div>
        </div>`;
      case 'adding':
        return this.#adding(this.stage.secret);
      case 'codes':
        return this.#codes(this.stage.codes);
      case 'removing':
        return html`<form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#remove(); }}>
          <p>${t('factor.remove.more')}</p>
          ${renderField({ name: 'password', label: t('signin.password'), value: this.typed, type: 'password', autocomplete: 'current-password', required: true,
            error: this.#work.error?.status === 401 ? t('profile.password.wrong') : formErrors(this.#work.error, ['password']).of('password'), onInput: (value) => { this.typed = value; } })}
          ${this.#work.error?.status === 401 ? nothing : this.#failure()}
          <div class="row"><button class="danger" ?disabled=${this.#work.busy}>${t('factor.remove')}</button><button type="button" @click=${() => this.#go({ is: 'rest' })}>${t('action.cancel')}</button></div>
        </form>`;
    }
  }

  #adding({ secret, uri }: SecondFactorSecret) {
    const refused = this.#work.error?.status === 400 || this.#work.error?.status === 401 ? t('factor.wrong') : '';
    return html`<form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#confirm(); }}>
      <p>${t('factor.scan')}</p>
      <div class="scan"><ph-qr .text=${uri} label=${t('factor.qr')}></ph-qr><a href=${uri} target="_self">${t('factor.open')}</a></div>
      <div class="field"><span class="label">${t('factor.secret')}</span><ph-copy-line label=${t('factor.secret')} .text=${secret.replace(/(.{4})(?=.)/g, '$1 ')}></ph-copy-line></div>
      ${renderField({ name: 'code', label: t('factor.code'), value: this.typed, autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 7, required: true, hint: t('factor.code.hint'), error: refused, onInput: (value) => { this.typed = value; } })}
      ${refused === '' ? this.#failure() : nothing}
      <div class="row"><button class="primary" ?disabled=${this.#work.busy}>${t('factor.confirm')}</button><button type="button" @click=${() => this.#go({ is: 'rest' })}>${t('action.cancel')}</button></div>
    </form>`;
  }

  #codes(codes: readonly string[]) {
    return html`<div class="stack">
      <p class="success" role="status">${t('factor.done')}</p>
      <p class="once">${t('factor.recovery')}</p>
      <ul class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ul>
      <div class="row">
        <button @click=${() => saveFile('pihub-recovery-codes.txt', new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }))}>${t('factor.recovery.save')}</button>
        <button class="primary" @click=${() => this.#go({ is: 'rest' })}>${t('factor.recovery.kept')}</button>
      </div>
    </div>`;
  }

  #failure() {
    const { error } = this.#work;
    return error === undefined ? nothing : html`<p class="failure" role="alert">${error.message}</p>`;
  }

  #go(stage: Stage): void {
    this.typed = '';
    this.#work.clear();
    this.stage = stage;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  async #begin(): Promise<void> {
    await this.#work.run(async () => this.#go({ is: 'adding', secret: await beginSecondFactor() }));
  }

  async #confirm(): Promise<void> {
    await this.#work.run(async () => this.#go({ is: 'codes', codes: (await confirmSecondFactor(this.typed.replaceAll(' ', ''))).recovery_codes }));
    this.#tell();
  }

  async #remove(): Promise<void> {
    if (await this.#work.run(() => removeSecondFactor(this.typed))) {
      this.#go({ is: 'rest' });
    }
    this.#tell();
  }

  #tell(): void {
    if (this.#work.error === undefined) {
      this.dispatchEvent(new Event('me-changed', { bubbles: true, composed: true }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-second-factor': PhSecondFactor;
  }
}
