import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole, ROLES, type Role } from '../../api/auth.js';
import { getDevices, type Device } from '../../api/devices.js';
import { createKey, SCOPES, type ApiKey, type Scope } from '../../api/keys.js';
import { renderField } from '../../components/field.js';
import { formErrors } from '../../components/form-errors.js';
import { roleName, roleWords } from '../../format/role-names.js';
import { Loader } from '../../live/loader.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { EXPIRIES, expiresAt, isValidExpiry, type Expiry } from './expiry.js';

/** Makes an API key. Fires `made` with the key and its value, or `cancelled`. */
@customElement('ph-key-form')
export class PhKeyForm extends LitElement {
  static override readonly styles = [shared, forms, css`:host { display: block; }`];

  /** The role of who makes it: nobody gives more than they have. */
  @property() giver: Role = 'viewer';
  @state() private name = '';
  @state() private chosen: Role = 'viewer';
  @state() private scopes: ReadonlySet<Scope> = new Set(SCOPES);
  @state() private expiry: Expiry = '365';
  @state() private date = '';
  @state() private dateMissing = false;
  readonly #devices = new Loader<Device[]>(this, getDevices);
  readonly #work = new Work(this);

  protected override render() {
    const errors = formErrors(this.#work.error, ['name', 'role', 'scopes', 'expires_at']);
    const device = this.chosen === 'device';
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.#make(); }} novalidate>
        <div class="field">
          <label for="role">${t('keys.role')}</label>
          <select id="role" @change=${(event: Event) => { this.chosen = (event.target as HTMLSelectElement).value as Role; }} aria-describedby="role-hint">
            ${ROLES.filter((role) => hasRole(this.giver, role)).map((role) => html`<option value=${role} ?selected=${role === this.chosen}>${roleName(role)}</option>`)}
          </select>
          <span class="hint" id="role-hint">${roleWords(this.chosen)}</span>
          <span class="field-error" role="alert">${errors.of('role') === '' ? nothing : errors.of('role')}</span>
        </div>
        ${renderField({ name: 'name', label: device ? t('keys.device') : t('keys.name'), value: this.name, hint: device ? t('keys.device.hint') : t('keys.name.hint'), error: errors.of('name'),
          ...(device ? { list: 'devices' } : {}), onInput: (value) => { this.name = value; } })}
        <datalist id="devices">${(this.#devices.data ?? []).map((each) => html`<option value=${each.id}>${each.name}</option>`)}</datalist>
        <fieldset>
          <legend>${t('keys.scopes')}</legend>
          ${SCOPES.map((scope) => this.#scope(scope, device && scope !== 'mqtt:publish' && scope !== 'mqtt:subscribe'))}
          <span class="field-error" role="alert">${errors.of('scopes') === '' ? nothing : errors.of('scopes')}</span>
        </fieldset>
        <div class="pair">
          <div class="field">
            <label for="expiry">${t('keys.expiry')}</label>
            <select id="expiry" @change=${(event: Event) => { this.expiry = (event.target as HTMLSelectElement).value as Expiry; }}>
              ${EXPIRIES.map((each) => html`<option value=${each} ?selected=${each === this.expiry}>${t(`keys.expiry.${each}`)}</option>`)}
            </select>
          </div>
          ${this.expiry !== 'date' ? nothing : renderField({ name: 'date', label: t('keys.date'), value: this.date, type: 'date', error: this.dateMissing ? t('keys.date.missing') : errors.of('expires_at'),
            onInput: (value) => { this.date = value; this.dateMissing = false; } })}
        </div>
        ${errors.rest === '' ? nothing : html`<p class="failure" role="alert">${errors.rest}</p>`}
        <div class="row">
          <button class="primary" ?disabled=${this.#work.busy || this.scopes.size === 0}>${t('keys.make')}</button>
          <button type="button" @click=${() => this.dispatchEvent(new Event('cancelled'))}>${t('action.cancel')}</button>
        </div>
      </form>`;
  }

  #scope(scope: Scope, disabled: boolean) {
    return html`<label class="check"><input type="checkbox" ?disabled=${disabled} .checked=${this.scopes.has(scope) && !disabled}
      @change=${(event: Event) => this.#choose(scope, (event.target as HTMLInputElement).checked)}>${t(`scope.${scope}`)}</label>`;
  }

  #choose(scope: Scope, wanted: boolean): void {
    this.scopes = new Set(SCOPES.filter((each) => (each === scope ? wanted : this.scopes.has(each))));
  }

  async #make(): Promise<void> {
    const now = new Date();
    this.dateMissing = !isValidExpiry(this.expiry, this.date, now);
    if (this.dateMissing) {
      return;
    }
    const expires_at = expiresAt(this.expiry, this.date, now);
    const scopes = SCOPES.filter((each) => this.scopes.has(each) && (this.chosen !== 'device' || each.startsWith('mqtt:')));
    // Without names, a key also gets what is added to its role later.
    const all = scopes.length === (this.chosen === 'device' ? 2 : SCOPES.length);
    let made: (ApiKey & { value: string }) | undefined;
    await this.#work.run(async () => {
      made = await createKey({ name: this.name.trim(), role: this.chosen, ...(all ? {} : { scopes }), ...(expires_at === undefined ? {} : { expires_at }) });
    });
    if (made !== undefined) {
      this.dispatchEvent(new CustomEvent('made', { detail: made }));
    } else {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-key-form': PhKeyForm;
  }
}
