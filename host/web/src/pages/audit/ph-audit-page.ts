import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getAudit, type AuditEntry, type AuditPage } from '../../api/audit.js';
import { renderError, renderLoaded } from '../../components/loaded.js';
import { formatMoment } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { Work } from '../../live/work.js';
import { shared } from '../../styles/shared.js';
import { t, type TextKey } from '../../text/text.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';

const PATIENCE_MS = 300;
const KINDS: Readonly<Record<string, TextKey>> = { user: 'audit.kind.user', key: 'audit.kind.key', demo: 'audit.kind.demo', console: 'audit.kind.console' };

/** Who changed what, when and from where. */
@customElement('ph-audit-page')
export class PhAuditPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; grid-template-columns: minmax(0, 14rem) minmax(0, 24rem); gap: 0.75rem; margin-bottom: 1rem; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.15rem 1rem; padding: 0.8rem 1.25rem; }
      li + li { border-top: 1px solid var(--line); }
      .act { font-weight: 600; overflow-wrap: anywhere; }
      .more { grid-column: 1 / -1; font-size: 0.875rem; color: var(--text-2); overflow-wrap: anywhere; }
      .when { font-size: 0.875rem; color: var(--text-2); white-space: nowrap; }
      .older { display: flex; justify-content: center; padding: 1rem; }
      @media (max-width: 640px) {
        form { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
        li { padding: 0.8rem 1.1rem; grid-template-columns: minmax(0, 1fr); }
      }
    `,
  ];

  @state() private user = '';
  @state() private text = '';
  readonly #page = new Loader<AuditPage>(this, (signal) => getAudit(this.#filter, undefined, signal));
  readonly #older = new Work(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  get #filter() {
    const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
    return { user: given(this.user), text: given(this.text) };
  }

  protected override render() {
    return html`
      <div class="page-head"><h1>${t('audit.title')}</h1></div>
      <form role="search" @submit=${(event: SubmitEvent) => event.preventDefault()}>
        <div class="field"><label for="user">${t('audit.user')}</label><input id="user" type="search" autocomplete="off" .value=${this.user} @input=${(event: Event) => this.#filterBy('user', event)}></div>
        <div class="field"><label for="text">${t('audit.text')}</label><input id="text" type="search" autocomplete="off" .value=${this.text} @input=${(event: Event) => this.#filterBy('text', event)}></div>
      </form>
      ${renderLoaded(this.#page, (page) => this.#list(page), 3)}`;
  }

  #list({ entries, next }: AuditPage) {
    if (entries.length === 0) {
      const filtered = Object.values(this.#filter).some((value) => value !== undefined);
      return html`<div class="card"><ph-notice kind="empty" heading=${filtered ? t('audit.nomatch') : t('audit.none')}>${filtered ? t('audit.nomatch.more') : t('audit.none.more')}</ph-notice></div>`;
    }
    const { error } = this.#older;
    return html`
      <ul class="card">${entries.map((entry) => this.#entry(entry))}</ul>
      ${error === undefined ? nothing : renderError(error, undefined, true)}
      ${next === null ? nothing : html`<div class="older"><button ?disabled=${this.#older.busy} @click=${() => void this.#readOlder(next)}>${t('audit.older')}</button></div>`}`;
  }

  #entry(entry: AuditEntry) {
    const refused = entry.status !== null && entry.status >= 400;
    const kind = KINDS[entry.kind ?? ''];
    const who = [entry.user ?? t('audit.nobody'), kind === undefined ? (entry.kind ?? '') : t(kind)].filter((part) => part !== '').join(', ');
    return html`
      <li>
        <span class="act">${entry.action}${refused ? html` <span class="badge bad">${t('audit.refused', { status: entry.status ?? '' })}</span>` : nothing}</span>
        <time class="when num" datetime=${entry.time}>${formatMoment(entry.time)}</time>
        <span class="more">${who}${entry.address === null ? nothing : html` · ${entry.address}`}${entry.path === null ? nothing : html` · <code>${entry.method} ${entry.path}</code>`}</span>
        ${entry.detail === null ? nothing : html`<span class="more">${entry.detail}</span>`}
      </li>`;
  }

  #filterBy(field: 'user' | 'text', event: Event): void {
    this[field] = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#page.reload(), PATIENCE_MS);
  }

  async #readOlder(next: number): Promise<void> {
    const before = this.#page.data;
    await this.#older.run(async () => {
      const page = await getAudit(this.#filter, next);
      // A changed filter meanwhile makes this the continuation of another list.
      if (before !== undefined && this.#page.data === before) {
        this.#page.set({ entries: [...before.entries, ...page.entries], next: page.next });
      }
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-audit-page': PhAuditPage;
  }
}
