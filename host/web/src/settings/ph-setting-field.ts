import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SettingSource } from '../api/plugin-settings.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import type { SettingField } from './setting-fields.js';
import { settingInput } from './setting-input.js';
import { rangeText, sayValue } from './setting-values.js';
import type { SettingsDraft } from './settings-draft.js';
import './ph-secret-input.js';
import './ph-setting-list.js';

const SOURCE: Readonly<Record<SettingSource, { text: string; title: string }>> = {
  default: { text: t('settings.source.default'), title: t('settings.source.default.title') },
  file: { text: t('settings.source.file'), title: t('settings.source.file.title') },
  environment: { text: t('settings.source.environment'), title: t('settings.source.environment.title') },
  command_line: { text: t('settings.source.command-line'), title: t('settings.source.command-line.title') },
  admin: { text: t('settings.source.admin'), title: t('settings.source.admin.title') },
};

/** One setting: label, where its value comes from, input, help, errors. Fires `entered` with the value, or null to reset it; `kept` to
 * leave it as it is. */
@customElement('ph-setting-field')
export class PhSettingField extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      .top { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.5rem; min-height: 1.9rem; }
      .top label, .top .label { margin-right: auto; }
      .badge { font-size: 0.75rem; font-weight: 550; padding: 0.05rem 0.5rem; }
      .badge.admin { background: var(--accent-soft); color: var(--accent); }
      .reset { min-height: 1.6rem; padding: 0 0.5rem; font-size: 0.8125rem; color: var(--accent); }
      .input { display: flex; align-items: center; gap: 0.5rem; min-width: 0; min-height: 2.5rem; }
      .unit { color: var(--text-2); font-size: 0.875rem; white-space: nowrap; }
      .stored { font-size: 0.8125rem; color: var(--warn); font-weight: 550; overflow-wrap: anywhere; }
      ph-setting-list { width: 100%; }
    `,
  ];

  @property({ attribute: false }) field: SettingField | undefined;
  @property({ attribute: false }) draft: SettingsDraft | undefined;
  @property({ attribute: false }) errors: Readonly<Record<string, readonly string[]>> = {};
  @property({ type: Boolean }) disabled = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select, ph-duration-input, ph-secret-input, ph-setting-list')?.focus();
  }

  protected override render() {
    const { field, draft } = this;
    if (field === undefined || draft === undefined) {
      return nothing;
    }
    const own = this.errors[field.path];
    const stored = draft.isEdited(field.path) ? undefined : draft.settings.errors[field.path];
    const help = [field.description, field.kind === 'boolean' || field.kind === 'choice' ? '' : rangeText(field)].filter((text) => text !== '').join(' · ');
    const isWide = field.kind === 'list' || field.kind === 'table' || field.kind === 'secret';
    return html`<div class="field">
      <div class="top">
        ${isWide ? html`<span class="label">${field.title}${this.#required(field)}</span>` : html`<label for="input">${field.title}${this.#required(field)}</label>`}
        ${this.#source(field, draft)}
      </div>
      ${help === '' ? nothing : html`<span class="hint" id="help">${help}</span>`}
      <div class="input">${this.#input(field, draft)}${field.unit === '' || isWide ? nothing : html`<span class="unit">${field.unit}</span>`}</div>
      ${own === undefined ? nothing : html`<p class="field-error" id="error" role="alert">${field.title} ${own.join('; ')}</p>`}
      ${stored === undefined || own !== undefined ? nothing : html`<p class="stored">${stored.join('; ')}</p>`}
    </div>`;
  }

  #required(field: SettingField) {
    return field.required ? html` <span class="hint">${t('settings.required')}</span>` : nothing;
  }

  #source(field: SettingField, draft: SettingsDraft): TemplateResult {
    const beneath = draft.settings.reset_to[field.path];
    if (draft.isEdited(field.path)) {
      const what = draft.isReset(field.path) ? t('settings.will-be-reset') : t('settings.changed');
      return html`<span class="badge warn" title=${t('settings.not-saved-yet')}>${what}</span>
        ${this.#restart(field, draft)}${this.disabled ? nothing : html`<button type="button" class="ghost reset" aria-label=${t('settings.undo-of', { name: field.title })} @click=${this.#keep}>${t('settings.undo')}</button>`}`;
    }
    const source = draft.settings.sources[field.path] ?? 'default';
    const value = beneath === undefined || field.kind === 'secret' ? '' : ` (${sayValue(field, beneath.value)})`;
    const to = beneath === undefined ? '' : `${SOURCE[beneath.source].text}${value}`;
    return html`${this.#restart(field, draft)}<span class="badge ${source}" title=${SOURCE[source].title}>${SOURCE[source].text}</span>
      ${beneath === undefined || this.disabled || field.kind === 'secret' ? nothing : html`<button type="button" class="ghost reset"
        aria-label=${t('settings.reset-of', { name: field.title, to })} title=${t('settings.reset-to', { to })} @click=${() => this.#emit(null)}>${t('settings.reset')}</button>`}`;
  }

  /** Of what is read at start only: says so, and whether something waits. */
  #restart(field: SettingField, draft: SettingsDraft) {
    if (!field.needsRestart) {
      return nothing;
    }
    const waits = draft.settings.needs_restart?.includes(field.path) === true;
    return html`<span class="badge ${waits ? 'warn' : ''}" title=${t('settings.restart.title')}>${waits ? t('settings.restart.waits') : t('settings.restart.needed')}</span>`;
  }

  #input(field: SettingField, draft: SettingsDraft) {
    const { path } = field;
    const invalid = this.errors[path] !== undefined;
    if (field.kind === 'secret') {
      const edited = draft.isEdited(path);
      return html`<ph-secret-input .label=${field.title} .value=${edited ? draft.valueOfSecret(path) : undefined} ?is-set=${draft.settings.is_set[path] === true}
        ?clearable=${draft.settings.reset_to[path] !== undefined} ?disabled=${this.disabled} ?invalid=${invalid} @entered=${this.#onEntered} @kept=${this.#keep}></ph-secret-input>`;
    }
    const value = draft.valueOf(path);
    if (field.kind === 'list' || field.kind === 'table') {
      return html`<ph-setting-list .field=${field} .entries=${Array.isArray(value) ? value : []} .errors=${this.errors} ?disabled=${this.disabled}
        @entered=${this.#onEntered}></ph-setting-list>`;
    }
    return settingInput({
      id: 'input', field, value: draft.isReset(path) && field.kind !== 'boolean' && field.kind !== 'choice' ? null : value, label: field.title, disabled: this.disabled, invalid,
      describedBy: 'help error', placeholder: draft.settings.reset_to[path]?.value ?? field.default, entered: (next) => this.#emit(next),
    });
  }

  #keep(): void {
    this.dispatchEvent(new Event('kept'));
  }

  #onEntered(event: CustomEvent<unknown>): void {
    this.#emit(event.detail);
  }

  #emit(detail: unknown): void {
    this.dispatchEvent(new CustomEvent('entered', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setting-field': PhSettingField;
  }
}
