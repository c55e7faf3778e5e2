import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { getLogLevels, setLogLevels, type LevelRule, type LevelRuleChange, type LogLevel, type LogLevels } from '../../api/logs.js';
import { renderError, renderLoaded } from '../../components/loaded.js';
import type { PhDialog } from '../../components/ph-dialog.js';
import { formatBytes } from '../../format/bytes.js';
import { formatMoment } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import { LEVELS } from './lines.js';

/** How long a rule may be made to last, seconds; 0: for ever. */
const LENGTHS = { forever: 0, minutes15: 900, hour: 3600, day: 86_400 } as const;

interface Row {
  category: string;
  level: LogLevel | 'none';
  /** A length, or the end that the rule has already. */
  end: keyof typeof LENGTHS | 'kept';
  until: string | null;
}

/** From which level on lines are kept: what is built in, and the admin's own rules. */
@customElement('ph-log-levels')
export class PhLogLevels extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .rules { display: grid; gap: 0.75rem; margin: 0.9rem 0; }
      .rule { display: grid; grid-template-columns: minmax(0, 1fr) 9rem 10rem 2.5rem; gap: 0.6rem; align-items: end; }
      ul.built-in { display: grid; gap: 0.2rem; margin: 0.4rem 0 0.9rem; }
      ul.built-in li { display: flex; justify-content: space-between; gap: 1rem; overflow-wrap: anywhere; }
      .actions { justify-content: flex-end; margin-top: 1rem; }
      h3 { margin-top: 1rem; }
      @media (max-width: 640px) {
        .rule { grid-template-columns: repeat(2, minmax(0, 1fr)); border-bottom: 1px solid var(--line); padding-bottom: 0.75rem; }
        .rule > :first-child { grid-column: 1 / -1; }
      }
    `,
  ];

  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  @state() private rows: Row[] = [];
  @state() private saving = false;
  @state() private error: ApiError | undefined;
  @query('ph-dialog') private readonly dialog!: PhDialog;
  readonly #levels = new Loader<LogLevels>(this, async (signal) => {
    const levels = await getLogLevels(signal);
    this.rows = levels.rules.map(rowOf);
    return levels;
  });

  protected override render() {
    return html`<ph-dialog heading=${t('logs.levels')} style="--dialog-width: 46rem" @closed=${this.#onClosed}>${renderLoaded(this.#levels, (levels) => this.#content(levels), 2)}</ph-dialog>`;
  }

  #content({ built_in: builtIn, floors, files }: LogLevels) {
    return html`
      <p class="small muted">${t('logs.levelsHint')}</p>
      <div class="rules">${this.rows.map((row, i) => this.#row(row, i))}</div>
      ${this.rows.length === 0 ? html`<p>${t('logs.noRules')}</p>` : nothing}
      ${this.readOnly ? nothing : html`<button @click=${this.#add}><ph-icon .name=${'plus' as const}></ph-icon>${t('logs.addRule')}</button>`}
      ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
      <h3>${t('logs.builtIn')}</h3>
      <ul class="built-in small">${builtIn.map((rule) => html`<li><span>${rule.category === '' ? t('logs.everythingElse') : html`<code>${rule.category}</code>`}</span><span>${levelName(rule.level)}</span></li>`)}</ul>
      <p class="small muted">${t('logs.floors', { names: floors.map(({ category, level }) => `${category} (${levelName(level)})`).join(', ') })}</p>
      ${files === null ? nothing : html`<p class="small muted">${files.bytes === null ? '' : t('logs.files', { bytes: formatBytes(files.bytes), maximum: formatBytes(files.maximum_bytes) })}
        ${files.lines_lost > 0 ? tCount('logs.lost', files.lines_lost) : ''} ${files.trouble ?? ''}</p>`}
      ${this.readOnly ? nothing : html`<div class="row actions"><button @click=${() => this.dialog.close()}>${t('logs.cancel')}</button>
        <button class="primary" ?disabled=${this.saving} @click=${() => void this.#save()}>${t('logs.save')}</button></div>`}
    `;
  }

  #row(row: Row, i: number) {
    const set = (change: Partial<Row>): void => { this.rows = this.rows.map((each, k) => (k === i ? { ...each, ...change } : each)); };
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<div class="rule">
      <div class="field"><label for="category-${i}">${t('logs.categoryBegins')}</label>
        <input id="category-${i}" autocapitalize="none" spellcheck="false" placeholder=${t('logs.everything')} .value=${row.category} ?disabled=${this.readOnly} @input=${(event: Event) => set({ category: value(event) })}></div>
      <div class="field"><label for="level-${i}">${t('logs.fromLevel')}</label>
        <select id="level-${i}" ?disabled=${this.readOnly} @change=${(event: Event) => set({ level: value(event) as LogLevel })}>
          ${[...LEVELS, 'none' as const].map((level) => html`<option value=${level} ?selected=${level === row.level}>${levelName(level)}</option>`)}</select></div>
      <div class="field"><label for="end-${i}">${t('logs.lasts')}</label>
        <select id="end-${i}" ?disabled=${this.readOnly} @change=${(event: Event) => set({ end: value(event) as Row['end'] })}>
          ${row.until === null ? nothing : html`<option value="kept" ?selected=${row.end === 'kept'}>${t('logs.until', { time: formatMoment(row.until, false) })}</option>`}
          ${(Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]).map((length) => html`<option value=${length} ?selected=${length === row.end}>${t(`logs.lasts.${length}`)}</option>`)}</select></div>
      ${this.readOnly ? nothing : html`<button class="ghost icon" aria-label=${t('logs.removeRule')} title=${t('logs.removeRule')} @click=${() => { this.rows = this.rows.filter((_, k) => k !== i); }}><ph-icon .name=${'trash' as const}></ph-icon></button>`}
    </div>`;
  }

  #add(): void {
    this.rows = [...this.rows, { category: '', level: 'debug', end: 'minutes15', until: null }];
  }

  async #save(): Promise<void> {
    this.saving = true;
    this.error = undefined;
    try {
      await setLogLevels(this.rows.map(changeOf));
      this.dialog.close();
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.saving = false;
  }

  #onClosed(): void {
    this.dispatchEvent(new Event('closed'));
  }
}

const levelName = (level: LogLevel | 'none'): string => t(`logs.level.${level}`);

const rowOf = ({ category, level, until }: LevelRule): Row => ({ category, level, until, end: until === null ? 'forever' : 'kept' });

function changeOf({ category, level, end, until }: Row): LevelRuleChange {
  const rule = { category: category.trim(), level };
  return end === 'kept' ? { ...rule, until } : end === 'forever' ? rule : { ...rule, for_s: LENGTHS[end] };
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-log-levels': PhLogLevels;
  }
}
