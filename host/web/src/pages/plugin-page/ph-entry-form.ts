import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/http.js';
import type { PageField } from '../../api/plugin-pages.js';
import type { Row } from '../../api/plugin-routes.js';
import { shared } from '../../styles/shared.js';
import { initialEntries, problemsOf, serverProblems, valuesOf, visibleFields, type Entries, type Entry } from './form-values.js';
import type { Place } from './place.js';
import { t } from '../../text/text.js';
import './ph-form-field.js';
import './ph-form-list.js';

/** Asks for the values of fields and checks them. Fires `send` with the values as detail; a slot takes further buttons. */
@customElement('ph-entry-form')
export class PhEntryForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 1rem; }
      .failure { padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) fields: readonly PageField[] = [];
  /** What to begin with; null: the defaults. */
  @property({ attribute: false }) values: Row | null = null;
  @property({ attribute: false }) place!: Place;
  @property() action = t('common.save');
  @property({ type: Boolean }) danger = false;
  @property({ type: Boolean }) busy = false;
  /** Why the hub refused what was sent. */
  @property({ attribute: false }) error: ApiError | undefined;
  @state() private entries: Entries = {};
  @state() private problems: Record<string, string> = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('values') || changed.has('fields')) {
      this.entries = initialEntries(this.fields, this.values);
      this.problems = {};
    }
    if (changed.has('error') && this.error !== undefined) {
      this.problems = serverProblems(this.error.fields, this.fields).at;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('error') && this.error !== undefined) {
      this.#focusProblem();
    }
  }

  /** Begins anew, e.g. after it was sent. */
  reset(): void {
    this.entries = initialEntries(this.fields, this.values);
    this.problems = {};
  }

  protected override render() {
    const rest = this.error === undefined ? [] : serverProblems(this.error.fields, this.fields).rest;
    const failure = this.error !== undefined && (rest.length > 0 || Object.keys(this.problems).length === 0) ? (rest.length > 0 ? rest.join(' ') : this.error.message) : '';
    return html`
      <form @submit=${this.#submit} novalidate>
        ${failure === '' ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${visibleFields(this.fields, this.entries).map((field) => this.#field(field))}
        <div class="row">
          <button class=${this.danger ? 'danger' : 'primary'} ?disabled=${this.busy}>${this.busy ? t('common.working') : this.action}</button>
          <slot></slot>
        </div>
      </form>
    `;
  }

  #field(field: PageField) {
    const entry = this.entries[field.name] ?? '';
    const onEntry = (e: CustomEvent<Entry>): void => this.#enter(field, e.detail);
    return field.kind === 'list'
      ? html`<ph-form-list .field=${field} .rows=${Array.isArray(entry) ? entry : []} .problems=${this.problems} .place=${this.place} @entry=${onEntry}></ph-form-list>`
      : html`<ph-form-field .field=${field} .entry=${entry} .entries=${this.entries} .place=${this.place} .problem=${this.problems[field.name] ?? ''} @entry=${onEntry}></ph-form-field>`;
  }

  #enter(field: PageField, entry: Entry): void {
    this.entries = { ...this.entries, [field.name]: entry };
    // What is being mended is no problem any more until the next try.
    this.problems = Object.fromEntries(Object.entries(this.problems).filter(([at]) => at !== field.name && !at.startsWith(`${field.name}[`)));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.problems = problemsOf(this.fields, this.entries);
    if (Object.keys(this.problems).length > 0) {
      this.#focusProblem();
      return;
    }
    this.dispatchEvent(new CustomEvent<Row>('send', { detail: valuesOf(this.fields, this.entries) }));
  }

  #focusProblem(): void {
    void this.updateComplete.then(() => {
      const fields = [...this.renderRoot.querySelectorAll('ph-form-field')];
      fields.find((each) => each.problem !== '')?.focus();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-entry-form': PhEntryForm;
  }
}
