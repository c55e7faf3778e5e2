import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../api/http.js';
import type { TaggedSettings } from '../api/plugin-settings.js';
import type { SettingsPlace } from '../api/settings.js';
import { renderLoaded } from '../components/loaded.js';
import { Loader } from '../live/loader.js';
import { shared } from '../styles/shared.js';
import { t, tCount } from '../text/text.js';
import { LeaveGuard } from './leave-guard.js';
import { PointerWatch } from './pointer-watch.js';
import { allFields, settingSections, type SettingField, type SettingSection } from './setting-fields.js';
import { SettingsDraft, settingOf } from './settings-draft.js';
import { settingsStyles } from './settings-styles.js';
import '../components/ph-notice.js';
import './ph-setting-field.js';

type Errors = Record<string, string[]>;

interface Loaded {
  /** Undefined: there are no settings; `why` says so. */
  sections: SettingSection[] | undefined;
  why: string;
}

/** Settings as a form made from their schema, a plugin's or the hub's. Fires `taken` with the settings whenever the hub told them. */
@customElement('ph-settings-form')
export class PhSettingsForm extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @property({ attribute: false }) place: SettingsPlace | undefined;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  @state() private draft: SettingsDraft | undefined;
  @state() private errors: Errors = {};
  @state() private busy = false;
  @state() private failure = '';
  @state() private isConflict = false;
  @state() private isSaved = false;
  #tag = '';
  #checks = 0;
  readonly #pointer = new PointerWatch(this);
  readonly #loaded = new Loader<Loaded>(this, (signal) => this.#load(signal));

  constructor() {
    super();
    new LeaveGuard(this, () => this.draft?.isDirty === true);
  }

  /** Shows settings that came by another way, e.g. an import. */
  show(read: TaggedSettings): void {
    this.#take(read);
    this.isSaved = true;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('place') && changed.get('place') !== undefined) {
      this.#loaded.data = undefined;
      void this.#loaded.reload();
    }
  }

  async #load(signal: AbortSignal): Promise<Loaded> {
    const { place } = this;
    if (place === undefined) {
      return { sections: undefined, why: '' };
    }
    try {
      const [read, schema] = await Promise.all([place.read(signal), place.schema(signal)]);
      this.#take(read);
      return { sections: settingSections(schema), why: '' };
    } catch (cause) {
      const error = asApiError(cause);
      if (error.status === 404) {
        return { sections: undefined, why: error.message };
      }
      throw cause;
    }
  }

  #take(read: TaggedSettings, keep = false): void {
    this.draft = keep && this.draft !== undefined ? this.draft.onto(read.settings) : new SettingsDraft(read.settings);
    this.#tag = read.tag;
    this.errors = {};
    this.failure = '';
    this.isConflict = false;
    this.dispatchEvent(new CustomEvent<TaggedSettings>('taken', { detail: read }));
  }

  protected override render() {
    return renderLoaded(this.#loaded, (loaded) => this.#content(loaded), 5);
  }

  #content({ sections, why }: Loaded) {
    const { draft } = this;
    if (sections === undefined || draft === undefined) {
      return html`<div class="card none"><ph-notice kind="empty" heading=${t('settings.form.none')}>${why}</ph-notice></div>`;
    }
    return html`
      ${this.#notices(draft)}
      <form novalidate @submit=${(event: Event) => { event.preventDefault(); void this.#save(allFields(sections)); }}>
        ${sections.map((section) => this.#section(section, draft))}
        ${this.readOnly ? nothing : this.#bar(draft)}
      </form>
    `;
  }

  #notices(draft: SettingsDraft) {
    const whole = this.errors[''] ?? draft.settings.errors[''];
    return html`
      ${this.readOnly ? html`<p class="notice" role="status">${t('settings.form.read-only')}</p>` : nothing}
      ${draft.settings.live ? nothing : html`<p class="notice" role="status">${t('settings.form.stopped')}</p>`}
      ${this.isConflict ? html`<div class="notice bad" role="alert"><p>${t('settings.form.conflict')}</p>
        <div class="row"><button type="button" @click=${() => void this.#reread(true)}>${t('settings.form.keep')}</button>
        <button type="button" class="ghost" @click=${() => void this.#reread(false)}>${t('settings.form.drop')}</button></div></div>` : nothing}
      ${this.failure === '' ? nothing : html`<p class="notice bad" role="alert">${this.failure}</p>`}
      ${whole === undefined ? nothing : html`<p class="notice bad" role="alert">${whole.join('; ')}</p>`}
    `;
  }

  #section(section: SettingSection, draft: SettingsDraft) {
    return html`<section class="card" aria-label=${section.title === '' ? t('settings.form.general') : section.title}>
      ${section.title === '' ? nothing : html`<h2>${section.title}</h2>`}
      ${section.description === '' ? nothing : html`<p class="small muted">${section.description}</p>`}
      <div class="fields">${section.fields.map((field) => html`<ph-setting-field
        class=${field.kind} data-path=${field.path} .field=${field} .draft=${draft} .errors=${this.errors} ?disabled=${this.readOnly || this.busy}
        @entered=${(event: CustomEvent<unknown>) => this.#entered(field, event.detail)} @kept=${() => this.#kept(field)} @focusout=${() => void this.#check(field)}></ph-setting-field>`)}</div>
    </section>`;
  }

  #bar(draft: SettingsDraft) {
    const count = draft.paths.length;
    const isSaved = this.isSaved && count === 0;
    const saved = !draft.settings.live ? t('settings.form.saved')
      : (draft.settings.needs_restart ?? []).length > 0 ? t('settings.form.saved-waits') : t('settings.form.saved-live');
    return html`<div class="bar ${count > 0 ? 'dirty' : ''}">
      <span role="status" class=${isSaved ? 'saved' : ''}>${count > 0 ? tCount('settings.form.changes', count) : isSaved ? saved : t('settings.form.clean')}</span>
      <button type="button" ?disabled=${count === 0 || this.busy} @click=${this.#discard}>${t('settings.form.discard')}</button>
      <button class="primary" ?disabled=${count === 0 || this.busy}>${this.busy ? t('settings.form.saving') : t('settings.form.save')}</button>
    </div>`;
  }

  #entered(field: SettingField, value: unknown): void {
    this.isSaved = false;
    this.draft = this.draft?.with(field, value);
    this.errors = this.#without(field.path);
  }

  #kept(field: SettingField): void {
    this.draft = this.draft?.without(field.path);
    this.errors = this.#without(field.path);
  }

  readonly #discard = (): void => {
    if (this.draft !== undefined) {
      this.draft = new SettingsDraft(this.draft.settings);
      this.errors = {};
      this.failure = '';
    }
  };

  #without(path: string): Errors {
    return Object.fromEntries(Object.entries(this.errors).filter(([place]) => settingOf(place) !== path && place !== ''));
  }

  /** When a field is left: what the browser can tell at once, then what only the hub can. */
  async #check(field: SettingField): Promise<void> {
    await this.#pointer.released;
    const { draft, place } = this;
    if (place === undefined || draft?.isEdited(field.path) !== true || this.busy) {
      return;
    }
    const own = draft.check([field]);
    this.errors = { ...this.#without(field.path), ...own };
    const turn = ++this.#checks;
    if (Object.keys(own).length > 0) {
      return;
    }
    try {
      const { errors } = await place.validate(draft.merge());
      if (turn === this.#checks && this.draft === draft) {
        // What was not touched yet is not held against anybody before saving.
        this.errors = Object.fromEntries(Object.entries(errors).filter(([path]) => path === '' || draft.isEdited(settingOf(path))));
      }
    } catch {
      // Saving asks again, and says what is wrong.
    }
  }

  async #save(fields: readonly SettingField[]): Promise<void> {
    const { draft, place } = this;
    if (place === undefined || draft?.isDirty !== true || this.busy) {
      return;
    }
    this.#checks++;
    this.errors = draft.check(fields);
    if (Object.keys(this.errors).length > 0) {
      await this.#showFirstError();
      return;
    }
    this.busy = true;
    this.failure = '';
    try {
      this.show(await place.save(draft.merge(), this.#tag));
    } catch (cause) {
      const error = asApiError(cause);
      this.isConflict = error.status === 412;
      this.errors = { ...error.fields } as Errors;
      this.failure = this.isConflict || Object.keys(error.fields).length > 0 ? '' : t('settings.form.failed', { why: error.message });
    }
    this.busy = false;
    await this.#showFirstError();
  }

  async #showFirstError(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('.notice.bad')?.scrollIntoView({ block: 'center' });
    const places = Object.keys(this.errors).map(settingOf);
    const fields = [...this.renderRoot.querySelectorAll('ph-setting-field')];
    fields.find((element) => places.includes(element.dataset['path'] ?? ''))?.focus();
  }

  async #reread(keep: boolean): Promise<void> {
    try {
      const read = await this.place?.read();
      if (read !== undefined) {
        this.#take(read, keep);
      }
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-settings-form': PhSettingsForm;
  }
}
