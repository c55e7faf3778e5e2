import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../../api/auth.js';
import { asApiError } from '../../../api/http.js';
import { getSettings, getSettingsSchema, putSettings, validateSettings, type TaggedSettings } from '../../../api/plugin-settings.js';
import { getPlugins } from '../../../api/plugins.js';
import { renderLoaded } from '../../../components/loaded.js';
import { Loader } from '../../../live/loader.js';
import { shared } from '../../../styles/shared.js';
import { LeaveGuard } from './leave-guard.js';
import { PointerWatch } from './pointer-watch.js';
import { allFields, settingSections, type SettingField, type SettingSection } from './setting-fields.js';
import { SettingsDraft, settingOf } from './settings-draft.js';
import { settingsStyles } from './settings-styles.js';
import '../../../components/ph-notice.js';
import './ph-setting-field.js';
import './ph-settings-transfer.js';

type Errors = Record<string, string[]>;

interface Loaded {
  name: string;
  /** Undefined: the plugin has no settings; `why` says so. */
  sections: SettingSection[] | undefined;
  why: string;
}

/** The settings of a plugin as a form made from their schema. */
@customElement('ph-plugin-settings')
export class PhPluginSettings extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @property({ attribute: 'plugin-id' }) pluginId = '';
  @property() userRole = '';
  @state() private draft: SettingsDraft | undefined;
  @state() private tag = '';
  @state() private errors: Errors = {};
  @state() private busy = false;
  @state() private failure = '';
  @state() private isConflict = false;
  @state() private isSaved = false;
  #checks = 0;
  readonly #pointer = new PointerWatch(this);
  readonly #loaded = new Loader<Loaded>(this, (signal) => this.#load(signal));

  constructor() {
    super();
    new LeaveGuard(this, () => this.draft?.isDirty === true);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if ((changed.get('pluginId') ?? '') !== '') {
      this.#loaded.data = undefined;
      void this.#loaded.reload();
    }
  }

  get #readOnly(): boolean {
    return !hasRole(this.userRole, 'admin');
  }

  async #load(signal: AbortSignal): Promise<Loaded> {
    const name = (await getPlugins(signal)).find((plugin) => plugin.id === this.pluginId)?.name ?? this.pluginId;
    try {
      const [read, schema] = await Promise.all([getSettings(this.pluginId, signal), getSettingsSchema(this.pluginId, signal)]);
      this.#take(read);
      return { name, sections: settingSections(schema), why: '' };
    } catch (cause) {
      const error = asApiError(cause);
      if (error.status === 404) {
        return { name, sections: undefined, why: error.message };
      }
      throw cause;
    }
  }

  #take({ settings, tag }: TaggedSettings, keep = false): void {
    this.draft = keep && this.draft !== undefined ? this.draft.onto(settings) : new SettingsDraft(settings);
    this.tag = tag;
    this.errors = {};
    this.failure = '';
    this.isConflict = false;
  }

  protected override render() {
    return html`
      <p class="back small"><a href="/plugins">Plugins</a></p>
      ${renderLoaded(this.#loaded, (loaded) => this.#content(loaded), 5)}
    `;
  }

  #content({ name, sections, why }: Loaded) {
    const { draft } = this;
    if (sections === undefined || draft === undefined) {
      return html`<h1>${name}</h1><div class="card none"><ph-notice kind="empty" heading="No settings">${why}</ph-notice></div>`;
    }
    return html`
      <div class="page-head">
        <h1>${name}: settings</h1>
        <ph-settings-transfer plugin-id=${this.pluginId} .tag=${this.tag} ?read-only=${this.#readOnly} ?has-secrets=${Object.keys(draft.settings.is_set).length > 0}
          @imported=${(event: CustomEvent<TaggedSettings>) => { this.#take(event.detail); this.isSaved = true; }}></ph-settings-transfer>
      </div>
      ${this.#notices(draft)}
      <form novalidate @submit=${(event: Event) => { event.preventDefault(); void this.#save(allFields(sections)); }}>
        ${sections.map((section) => this.#section(section, draft))}
        ${this.#readOnly ? nothing : this.#bar(draft)}
      </form>
    `;
  }

  #notices(draft: SettingsDraft) {
    const whole = this.errors[''] ?? draft.settings.errors[''];
    return html`
      ${this.#readOnly ? html`<p class="notice" role="status">Only an admin can change these settings.</p>` : nothing}
      ${draft.settings.live ? nothing : html`<p class="notice" role="status">The plugin does not run. Changes are checked by its last version’s rules and take effect when it starts.</p>`}
      ${this.isConflict ? html`<div class="notice bad" role="alert"><p>Somebody else changed these settings meanwhile, so nothing was saved.</p>
        <div class="row"><button type="button" @click=${() => void this.#reread(true)}>Show theirs, keep my changes</button>
        <button type="button" class="ghost" @click=${() => void this.#reread(false)}>Discard my changes</button></div></div>` : nothing}
      ${this.failure === '' ? nothing : html`<p class="notice bad" role="alert">${this.failure}</p>`}
      ${whole === undefined ? nothing : html`<p class="notice bad" role="alert">${whole.join('; ')}</p>`}
    `;
  }

  #section(section: SettingSection, draft: SettingsDraft) {
    return html`<section class="card" aria-label=${section.title === '' ? 'General' : section.title}>
      ${section.title === '' ? nothing : html`<h2>${section.title}</h2>`}
      ${section.description === '' ? nothing : html`<p class="small muted">${section.description}</p>`}
      <div class="fields">${section.fields.map((field) => html`<ph-setting-field
        class=${field.kind} data-path=${field.path} .field=${field} .draft=${draft} .errors=${this.errors} ?disabled=${this.#readOnly || this.busy}
        @entered=${(event: CustomEvent<unknown>) => this.#entered(field, event.detail)} @kept=${() => this.#kept(field)} @focusout=${() => void this.#check(field)}></ph-setting-field>`)}</div>
    </section>`;
  }

  #bar(draft: SettingsDraft) {
    const count = draft.paths.length;
    const text = count > 0 ? `${count} ${count === 1 ? 'change' : 'changes'} not saved` : this.isSaved ? 'Saved' : 'All changes saved';
    return html`<div class="bar ${count > 0 ? 'dirty' : ''}">
      <span role="status" class=${this.isSaved && count === 0 ? 'saved' : ''}>${text}${this.isSaved && count === 0 && draft.settings.live ? '; the plugin has them already' : ''}</span>
      <button type="button" ?disabled=${count === 0 || this.busy} @click=${this.#discard}>Discard</button>
      <button class="primary" ?disabled=${count === 0 || this.busy}>${this.busy ? 'Saving…' : 'Save'}</button>
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
    const { draft } = this;
    if (draft?.isEdited(field.path) !== true || this.busy) {
      return;
    }
    const own = draft.check([field]);
    this.errors = { ...this.#without(field.path), ...own };
    const turn = ++this.#checks;
    if (Object.keys(own).length > 0) {
      return;
    }
    try {
      const { errors } = await validateSettings(this.pluginId, draft.merge());
      if (turn === this.#checks && this.draft === draft) {
        // What was not touched yet is not held against anybody before saving.
        this.errors = Object.fromEntries(Object.entries(errors).filter(([place]) => place === '' || draft.isEdited(settingOf(place))));
      }
    } catch {
      // Saving asks again, and says what is wrong.
    }
  }

  async #save(fields: readonly SettingField[]): Promise<void> {
    const { draft } = this;
    if (draft?.isDirty !== true || this.busy) {
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
      this.#take(await putSettings(this.pluginId, draft.merge(), this.tag));
      this.isSaved = true;
    } catch (cause) {
      const error = asApiError(cause);
      this.isConflict = error.status === 412;
      this.errors = { ...error.fields } as Errors;
      this.failure = this.isConflict || Object.keys(error.fields).length > 0 ? '' : `Not saved: ${error.message}`;
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
      this.#take(await getSettings(this.pluginId), keep);
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-settings': PhPluginSettings;
  }
}
