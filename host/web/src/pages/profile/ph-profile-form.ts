import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeProfile, type Identity } from '../../api/auth.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { setLanguage, getChosenLanguage, type Language } from '../../text/language.js';
import { t } from '../../text/text.js';

const CHOICES: readonly ('' | Language)[] = ['', 'en', 'de'];
// A language is named in itself, so that it is found by who reads no other.
const NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** Display name and language. Fires `me-changed` (bubbling) when the hub took them. */
@customElement('ph-profile-form')
export class PhProfileForm extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; }`];

  @property({ attribute: false }) me: Identity | undefined;
  @state() private displayName = '';
  @state() private language: '' | Language = '';
  @state() private saved = false;
  readonly #work = new Work(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('me') && this.me !== undefined) {
      this.displayName = this.me.display_name ?? this.me.name;
      const { language } = this.me;
      this.language = this.me.kind !== 'user' ? (getChosenLanguage() ?? '') : language === 'en' || language === 'de' ? language : '';
    }
  }

  protected override render() {
    const isUser = this.me?.kind === 'user';
    const errors = formErrors(this.#work.error, ['display_name', 'language']);
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#save(isUser); }} novalidate>
        ${isUser ? renderField({ name: 'display_name', label: t('users.display'), value: this.displayName, autocomplete: 'name', error: errors.of('display_name'), onInput: (value) => { this.displayName = value; this.saved = false; } }) : nothing}
        <div class="field">
          <label for="language">${t('profile.language')}</label>
          <select id="language" @change=${(event: Event) => { this.language = (event.target as HTMLSelectElement).value as '' | Language; this.saved = false; }}>
            ${CHOICES.map((each) => html`<option value=${each} ?selected=${each === this.language}>${each === '' ? t('profile.language.browser') : NAMES[each]}</option>`)}
          </select>
          <span class="field-error" role="alert">${errors.of('language') === '' ? nothing : errors.of('language')}</span>
        </div>
        ${errors.rest === '' ? nothing : html`<p class="failure" role="alert">${errors.rest}</p>`}
        ${this.saved ? html`<p class="success" role="status">${t('action.saved')}</p>` : nothing}
        <div><button class="primary" ?disabled=${this.#work.busy}>${t('action.save')}</button></div>
      </form>`;
  }

  async #save(isUser: boolean): Promise<void> {
    const language = this.language === '' ? null : this.language;
    const done = await this.#work.run(() => (isUser ? changeProfile({ display_name: this.displayName.trim(), language }) : Promise.resolve()));
    if (done) {
      this.saved = true;
      this.dispatchEvent(new Event('me-changed', { bubbles: true, composed: true }));
      setLanguage(language);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-profile-form': PhProfileForm;
  }
}
