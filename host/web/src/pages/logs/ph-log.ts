import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { asApiError } from '../../api/http.js';
import { getLogs, type LogLevel, type LogLine } from '../../api/logs.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import { KEPT, LEVELS, PAGE, asText, matches, newDay, withLines, type LogFilter } from './lines.js';
import { logStyles } from './log-styles.js';
import { renderLine } from './render-line.js';

const COPIED_MS = 2000;
const TYPING_MS = 300;
/** So near to the end counts as at the end. */
const NEAR_PX = 24;

interface Lines {
  /** The oldest first. */
  lines: LogLine[];
  hasOlder: boolean;
}

/** The log of the hub or of one plugin, live: the newest lines below, to hold on, filter, copy, and read back. */
@customElement('ph-log')
export class PhLog extends LitElement {
  static override readonly styles = [shared, logStyles];

  /** Of which plugin; empty: of the whole hub. */
  @property({ attribute: 'plugin-id' }) pluginId = '';
  /** The plugins to choose from; none: no choice. */
  @property({ attribute: false }) plugins: readonly { id: string; name: string }[] = [];
  @state() private filter: LogFilter = { plugin: '', level: 'trace', text: '', category: '' };
  @state() private paused = false;
  @state() private atEnd = true;
  @state() private copied = false;
  @state() private olderState: '' | 'loading' | 'failed' = '';
  @query('ol') private readonly list!: HTMLOListElement | null;
  #held: LogLine[] = [];
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #log = new Loader<Lines>(this, async (signal) => {
    const { lines, next } = await getLogs({ ...this.#query(), limit: PAGE }, signal);
    return { lines: withLines([], lines), hasOlder: next !== null };
  });

  constructor() {
    super();
    new LiveController(this, {
      topics: () => [this.pluginId === '' ? 'logs' : `logs/${this.pluginId}`],
      onEvent: ({ data }) => this.#onLine(data as LogLine),
      onResync: () => {
        if (!this.paused) {
          void this.#log.reload();
        }
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('pluginId') && changed.get('pluginId') !== undefined) {
      void this.#log.reload();
    }
    if (this.atEnd && this.list !== null) {
      this.list.scrollTop = this.list.scrollHeight;
    }
  }

  protected override render() {
    const pause = this.paused ? (this.#held.length > 0 ? tCount('logs.goOn', this.#held.length) : t('logs.goOnEmpty')) : t('logs.pause');
    return html`
      <div class="tools">
        <div class="field"><label for="level">${t('logs.fromLevel')}</label>
          <select id="level" @change=${this.#onFilter}>${LEVELS.map((level) => html`<option value=${level}>${t(`logs.level.${level}`)}</option>`)}</select></div>
        ${this.plugins.length === 0 || this.pluginId !== '' ? nothing : html`<div class="field"><label for="plugin">${t('logs.plugin')}</label>
          <select id="plugin" @change=${this.#onFilter}><option value="">${t('logs.anyPlugin')}</option>
            ${this.plugins.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></div>`}
        <div class="field"><label for="text">${t('logs.contains')}</label>
          <input id="text" type="search" autocapitalize="none" spellcheck="false" maxlength="200" placeholder=${t('logs.text')} @input=${this.#onFilter}></div>
        <div class="field"><label for="category">${t('logs.category')}</label>
          <input id="category" type="search" autocapitalize="none" spellcheck="false" maxlength="200" placeholder="PiHub.Mqtt" @input=${this.#onFilter}></div>
        <div class="row">
          <button aria-pressed=${this.paused ? 'true' : 'false'} @click=${this.#pause}><ph-icon .name=${this.paused ? 'play' as const : 'pause' as const}></ph-icon>${pause}</button>
          <button @click=${() => void this.#copyAll()}><ph-icon .name=${this.copied ? 'check' as const : 'copy' as const}></ph-icon>${t(this.copied ? 'logs.copied' : 'logs.copy')}</button>
        </div>
      </div>
      ${renderLoaded(this.#log, (log) => this.#lines(log), 1)}
    `;
  }

  #lines({ lines, hasOlder }: Lines) {
    if (lines.length === 0) {
      const { plugin, level, text, category } = this.filter;
      const isAll = plugin === '' && level === 'trace' && text === '' && category === '';
      return html`<div class="card"><ph-notice kind="empty" heading=${t(isAll ? 'logs.nothing' : 'logs.noMatch')}>${t(isAll ? 'logs.nothingHint' : 'logs.noMatchHint')}</ph-notice></div>`;
    }
    return html`
      <div class="card log">
        <ol tabindex="0" aria-label=${t('logs.list')} @scroll=${this.#onScroll}>
          ${hasOlder ? html`<li class="older"><button ?disabled=${this.olderState === 'loading'} @click=${() => void this.#older()}>${t(this.olderState === 'failed' ? 'logs.olderAgain' : 'logs.older')}</button></li>` : html`<li class="older">${t('logs.begin')}</li>`}
          ${repeat(lines, (line) => line.id, (line, i) => html`${this.#day(newDay(lines, i))}${renderLine(line, this.pluginId === '')}`)}
        </ol>
        ${this.atEnd ? nothing : html`<button class="primary newest" @click=${() => { this.atEnd = true; }}>${t('logs.newest')}</button>`}
      </div>
      <p class="count small muted">${tCount('logs.shown', lines.length)}</p>
    `;
  }

  #day(day: string) {
    return day === '' ? nothing : html`<li class="day">${day}</li>`;
  }

  #query() {
    const { level, plugin, text, category } = this.filter;
    const some = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim());
    return { level: level === 'trace' ? undefined : level, plugin: some(this.pluginId || plugin), text: some(text), category: some(category) };
  }

  #onLine(line: LogLine): void {
    const { data } = this.#log;
    if (!matches(line, this.filter)) {
      return;
    }
    if (this.paused) {
      this.#held = withLines(this.#held, [line]);
      this.requestUpdate();
    } else if (data !== undefined) {
      this.#log.set({ lines: withLines(data.lines, [line]), hasOlder: data.hasOlder || data.lines.length >= KEPT });
    }
  }

  async #older(): Promise<void> {
    const { data } = this.#log;
    const first = data?.lines[0];
    if (data === undefined || first === undefined) {
      return;
    }
    this.olderState = 'loading';
    this.atEnd = false;
    const fromEnd = (this.list?.scrollHeight ?? 0) - (this.list?.scrollTop ?? 0);
    try {
      const { lines, next } = await getLogs({ ...this.#query(), before: first.id, limit: PAGE });
      // Reading back holds the log, so that the lines that are read do not go for new ones.
      this.paused = true;
      this.#log.set({ lines: [...lines.reverse(), ...data.lines].slice(0, KEPT), hasOlder: next !== null });
      this.olderState = '';
      await this.updateComplete;
      if (this.list !== null) {
        this.list.scrollTop = this.list.scrollHeight - fromEnd;
      }
    } catch (cause) {
      this.olderState = asApiError(cause).status === 401 ? '' : 'failed';
    }
  }

  #onScroll(): void {
    if (this.list !== null) {
      this.atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_PX;
    }
  }

  #onFilter(event: Event): void {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    this.filter = { ...this.filter, [field.id]: field.id === 'level' ? field.value as LogLevel : field.value };
    this.#held = this.#held.filter((line) => matches(line, this.filter));
    this.atEnd = true;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#log.reload(), event.type === 'change' ? 0 : TYPING_MS);
  }

  #pause(): void {
    this.paused = !this.paused;
    if (!this.paused) {
      this.#held = [];
      this.atEnd = true;
      void this.#log.reload();
    }
  }

  async #copyAll(): Promise<void> {
    try {
      await navigator.clipboard.writeText(asText(this.#log.data?.lines ?? []));
      this.copied = true;
      setTimeout(() => { this.copied = false; }, COPIED_MS);
    } catch {
      // Without HTTPS a browser has no clipboard; the lines can be selected instead.
      if (this.list !== null) {
        getSelection()?.selectAllChildren(this.list);
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-log': PhLog;
  }
}
