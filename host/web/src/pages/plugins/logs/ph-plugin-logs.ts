import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { getLogs, type LogLevel, type LogLine } from '../../../api/logs.js';
import { renderLoaded } from '../../../components/loaded.js';
import { LiveController } from '../../../live/live-controller.js';
import { Loader } from '../../../live/loader.js';
import { shared } from '../../../styles/shared.js';
import '../../../components/ph-icon.js';
import '../../../components/ph-notice.js';
import { KEPT, LEVELS, SHORT, asText, formatLogTime, matching, newDay, shortCategory, withLines } from './lines.js';

const COPIED_MS = 2000;
/** So near to the end counts as at the end. */
const NEAR_PX = 24;

/** The log of a plugin, live: the newest lines below, to hold on, filter and copy. */
@customElement('ph-plugin-logs')
export class PhPluginLogs extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .tools { display: grid; grid-template-columns: minmax(8rem, 11rem) minmax(0, 1fr) auto; gap: 0.75rem; align-items: end; margin-bottom: 0.75rem; }
      .log { position: relative; overflow: hidden; }
      ol { list-style: none; margin: 0; padding: 0.5rem 0; height: min(70dvh, 46rem); overflow-y: auto; overscroll-behavior: contain; font: 0.8125rem/1.5 var(--mono); }
      ol:focus-visible { outline-offset: -3px; }
      li { display: grid; grid-template-columns: auto 3.2rem minmax(0, 1fr); gap: 0 0.75rem; padding: 0.1rem 1rem; overflow-wrap: anywhere; }
      li.day { display: block; padding: 0.4rem 1rem 0.2rem; color: var(--text-2); font-family: var(--font); font-weight: 600; }
      .time, .category { color: var(--text-2); }
      .level { font-weight: 600; color: var(--text-2); }
      .warning { background: var(--warn-soft); }
      .warning .level { color: var(--warn); }
      .error, .critical { background: var(--bad-soft); }
      .error .level, .critical .level { color: var(--bad); }
      .exception { display: block; white-space: pre-wrap; color: var(--text-2); }
      .newest { position: absolute; right: 1rem; bottom: 1rem; box-shadow: var(--shadow-high); }
      .count { margin-top: 0.5rem; }
      @media (max-width: 640px) {
        .tools { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
        .tools .row { grid-column: 1 / -1; }
        .tools .row button { flex: 1; }
        li { grid-template-columns: auto minmax(0, 1fr); padding: 0.3rem 0.8rem; }
        .text { grid-column: 1 / -1; }
        ol { height: 52dvh; }
      }
    `,
  ];

  @property({ attribute: 'plugin-id' }) pluginId = '';
  @state() private level: LogLevel = 'trace';
  @state() private text = '';
  @state() private paused = false;
  @state() private atEnd = true;
  @state() private copied = false;
  @query('ol') private readonly list!: HTMLOListElement | null;
  #held: LogLine[] = [];
  readonly #lines = new Loader<LogLine[]>(this, async (signal) => withLines([], (await getLogs(this.pluginId, { limit: KEPT }, signal)).lines));

  constructor() {
    super();
    new LiveController(this, {
      topics: () => (this.pluginId === '' ? [] : [`logs/${this.pluginId}`]),
      onEvent: ({ data }) => this.#onLine(data as LogLine),
      onResync: () => {
        if (!this.paused) {
          void this.#lines.reload();
        }
      },
    });
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('pluginId') !== undefined && changed.get('pluginId') !== '') {
      void this.#lines.reload();
    }
    if (this.atEnd && this.list !== null) {
      this.list.scrollTop = this.list.scrollHeight;
    }
  }

  protected override render() {
    return html`
      <div class="tools">
        <div class="field"><label for="level">From level</label>
          <select id="level" @change=${this.#onLevel}>${LEVELS.map((level) => html`<option value=${level}>${level}</option>`)}</select></div>
        <div class="field"><label for="text">Contains</label>
          <input id="text" type="search" autocapitalize="none" spellcheck="false" placeholder="Text" @input=${this.#onText}></div>
        <div class="row">
          <button aria-pressed=${this.paused ? 'true' : 'false'} @click=${this.#pause}><ph-icon .name=${this.paused ? 'play' as const : 'pause' as const}></ph-icon>${this.paused ? `Go on${this.#held.length > 0 ? ` (${this.#held.length} new)` : ''}` : 'Pause'}</button>
          <button @click=${() => void this.#copy()}><ph-icon .name=${this.copied ? 'check' as const : 'copy' as const}></ph-icon>${this.copied ? 'Copied' : 'Copy'}</button>
        </div>
      </div>
      ${renderLoaded(this.#lines, (lines) => this.#log(lines), 1)}
    `;
  }

  #log(all: readonly LogLine[]) {
    const lines = matching(all, this.level, this.text);
    if (lines.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${all.length === 0 ? 'Nothing logged yet' : 'No line matches'}>
        ${all.length === 0 ? 'Lines appear here as soon as the plugin writes them. What was logged before the hub started is in its journal.' : 'Choose a lower level, or another text.'}
      </ph-notice></div>`;
    }
    return html`
      <div class="card log">
        <ol tabindex="0" aria-label="Log lines, the newest last" @scroll=${this.#onScroll}>
          ${repeat(lines, (line) => line.id, (line, i) => html`${this.#day(newDay(lines, i))}${this.#line(line)}`)}
        </ol>
        ${this.atEnd ? nothing : html`<button class="primary newest" @click=${() => { this.atEnd = true; }}>Newest lines</button>`}
      </div>
      <p class="count small muted">${lines.length === all.length ? `${all.length} lines` : `${lines.length} of ${all.length} lines`}; the hub keeps the newest ${KEPT}.</p>
    `;
  }

  #day(day: string) {
    return day === '' ? nothing : html`<li class="day">${day}</li>`;
  }

  #line(line: LogLine) {
    return html`
      <li class=${line.level}>
        <time class="time" datetime=${line.time} title=${line.time}>${formatLogTime(line.time)}</time>
        <span class="level">${SHORT[line.level]}</span>
        <span class="text"><span class="category" title=${line.category}>${shortCategory(line.category)}</span> ${line.message}${line.exception === null ? nothing : html`<span class="exception">${line.exception}</span>`}</span>
      </li>
    `;
  }

  #onLine(line: LogLine): void {
    if (this.paused) {
      this.#held = withLines(this.#held, [line]);
      this.requestUpdate();
    } else if (this.#lines.data !== undefined) {
      this.#lines.set(withLines(this.#lines.data, [line]));
    }
  }

  #onScroll(): void {
    if (this.list !== null) {
      this.atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_PX;
    }
  }

  #onLevel(event: Event): void {
    this.level = (event.target as HTMLSelectElement).value as LogLevel;
  }

  #onText(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
  }

  #pause(): void {
    this.paused = !this.paused;
    if (!this.paused) {
      this.#lines.set(withLines(this.#lines.data ?? [], this.#held));
      this.#held = [];
      void this.#lines.reload();
    }
  }

  async #copy(): Promise<void> {
    const text = asText(matching(this.#lines.data ?? [], this.level, this.text));
    try {
      await navigator.clipboard.writeText(text);
      this.copied = true;
      setTimeout(() => { this.copied = false; }, COPIED_MS);
    } catch {
      // Without HTTPS a browser has no clipboard; the lines can be selected instead.
      const { list } = this;
      if (list !== null) {
        getSelection()?.selectAllChildren(list);
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-logs': PhPluginLogs;
  }
}
