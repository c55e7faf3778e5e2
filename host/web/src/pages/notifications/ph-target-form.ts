import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { addTarget, changeTarget, type Target, type TargetKind } from '../../api/notification-targets.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { DEFAULT_TOPIC, KINDS, changeOf } from './target-draft.js';

const SEVERITIES = ['info', 'warning', 'error'] as const;
const TARGET_KINDS: readonly TargetKind[] = ['mail', 'webhook', 'mqtt'];

/** Adds a target, or edits the one it is given. Fires `saved`. */
@customElement('ph-target-form')
export class PhTargetForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 1rem; }
      .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 1rem; }
      .check { display: flex; align-items: center; gap: 0.5rem; font-weight: 400; }
      .failure { padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; }
    `,
  ];

  /** The target to edit; undefined: a new one. */
  @property({ attribute: false }) target: Target | undefined;
  @state() private kind: TargetKind = 'mail';
  @state() private busy = false;
  @state() private error: ApiError | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.kind = this.target?.kind ?? 'mail';
  }

  protected override render() {
    const { target, error } = this;
    return html`
      <form @submit=${this.#submit} novalidate>
        ${error !== undefined && Object.keys(error.fields).length === 0 ? html`<p class="failure" role="alert">${error.message}</p>` : nothing}
        <div class="pair">
          ${target === undefined ? this.#field('kind', t('targets.kind'), html`<select id="kind" name="kind" @change=${this.#onKind}>
            ${TARGET_KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${t(`targets.kind.${kind}`)}</option>`)}</select>`) : nothing}
          ${this.#text('name', t('targets.name'), target?.name ?? t(`targets.kind.${this.kind}`))}
        </div>
        ${this.#address()}
        <div class="pair">
          ${this.#field('least_severity', t('targets.leastSeverity'), html`<select id="least_severity" name="least_severity">
            ${SEVERITIES.map((each) => html`<option value=${each} ?selected=${each === (target?.least_severity ?? 'warning')}>${t(`notifications.severity.${each}`)}</option>`)}</select>`)}
          ${this.#text('quiet_minutes', t('targets.quiet'), String(target?.quiet_minutes ?? 60), t('targets.quietHint'), 'number')}
        </div>
        ${this.#text('kinds', t('targets.kinds'), target?.kinds.join(', ') ?? '', t('targets.kindsHint', { kinds: KINDS.join(', ') }))}
        <div><button class="primary" ?disabled=${this.busy}>${this.busy ? t('targets.saving') : t('targets.save')}</button></div>
      </form>
    `;
  }

  #address() {
    const { target } = this;
    switch (this.kind) {
      case 'mqtt':
        return this.#text('topic', t('targets.topic'), target?.mqtt?.topic ?? DEFAULT_TOPIC, t('targets.topicHint'), 'text', 'mqtt.topic');
      case 'webhook':
        return html`
          ${this.#text('url', t('targets.url'), target?.webhook?.url ?? '', t('targets.urlHint'), 'url', 'webhook.url')}
          ${this.#secret(t('targets.secret'), t('targets.secretHint'))}`;
      case 'mail':
        return this.#mail();
    }
  }

  #mail() {
    const mail = this.target?.mail;
    return html`
      <div class="pair">
        ${this.#text('host', t('targets.host'), mail?.host ?? '', '', 'text', 'mail.host')}
        ${this.#text('port', t('targets.port'), String(mail?.port ?? 587), t('targets.portHint'), 'number', 'mail.port')}
        ${this.#field('security', t('targets.security'), html`<select id="security" name="security">
          <option value="start_tls" ?selected=${mail?.security !== 'none'}>STARTTLS</option>
          <option value="none" ?selected=${mail?.security === 'none'}>${t('targets.security.none')}</option></select>`, '', 'mail.security')}
      </div>
      <div class="pair">
        ${this.#text('user', t('targets.user'), mail?.user ?? '', t('targets.userHint'), 'text', 'mail.user')}
        ${this.#secret(t('targets.password'), '')}
      </div>
      ${this.#text('from', t('targets.from'), mail?.from ?? '', '', 'email', 'mail.from')}
      ${this.#text('to', t('targets.to'), mail?.to.join(', ') ?? '', t('targets.toHint'), 'text', 'mail.to')}
    `;
  }

  #secret(label: string, hint: string) {
    const kept = this.target?.has_secret === true;
    return html`
      ${this.#field('secret', label, html`<input id="secret" name="secret" type="password" autocomplete="new-password" aria-describedby="secret-help"
        placeholder=${kept ? t('targets.secretKept') : nothing}>`, hint)}
      ${kept ? html`<label class="check"><input type="checkbox" name="no_secret">${t('targets.noSecret')}</label>` : nothing}
    `;
  }

  #text(name: string, label: string, value: string, hint = '', type = 'text', path = name) {
    const mode = type === 'number' ? 'numeric' : type === 'email' || type === 'url' ? type : 'text';
    return this.#field(name, label, html`<input id=${name} name=${name} type=${type === 'number' ? 'number' : 'text'} inputmode=${mode} autocomplete="off"
      autocapitalize="none" spellcheck="false" .value=${value} aria-invalid=${this.#problem(path) !== '' ? 'true' : 'false'} aria-describedby="${name}-help">`, hint, path);
  }

  #field(name: string, label: string, input: TemplateResult, hint = '', path = name) {
    const problem = this.#problem(path);
    return html`
      <div class="field">
        <label for=${name}>${label}</label>${input}
        <span id="${name}-help">${problem === '' ? html`<span class="hint">${hint}</span>` : html`<span class="field-error" role="alert">${problem}</span>`}</span>
      </div>
    `;
  }

  #problem(path: string): string {
    return (this.error?.fields[path] ?? []).join(' ');
  }

  #onKind(event: Event): void {
    this.kind = (event.target as HTMLSelectElement).value as TargetKind;
    this.error = undefined;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const change = changeOf(this.kind, new FormData(event.target as HTMLFormElement), this.target);
    this.busy = true;
    this.error = undefined;
    try {
      await (this.target === undefined ? addTarget(change) : changeTarget(this.target.id, change));
      this.dispatchEvent(new Event('saved'));
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-target-form': PhTargetForm;
  }
}
