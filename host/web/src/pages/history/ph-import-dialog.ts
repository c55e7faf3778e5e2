import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { importReadings, type ImportResult } from '../../api/readings.js';
import { renderError } from '../../components/loaded.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-notice.js';
import '../../components/ph-progress.js';

interface Sending {
  file: File;
  sent: number;
  cancel: () => void;
}

const CANCELLED = -2;

/** Imports readings from a file. Fires `closed`, and `imported` when there are new readings. */
@customElement('ph-import-dialog')
export class PhImportDialog extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .body { display: grid; gap: 1rem; }
      .drop { display: grid; justify-items: center; gap: 0.6rem; padding: 1.5rem 1.1rem; border: 2px dashed var(--line-strong); border-radius: var(--radius); text-align: center; }
      .drop.over { border-color: var(--accent); background: var(--accent-soft); }
      .sending { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.75rem; align-items: center; }
      pre { margin: 0.4rem 0 0; padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--surface-2); overflow-x: auto; }
      .lines { max-height: 14rem; overflow-y: auto; border: 1px solid var(--line); border-radius: var(--radius-s); }
      .lines li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0.75rem; padding: 0.45rem 0.8rem; font-size: 0.875rem; overflow-wrap: anywhere; }
      .lines li + li { border-top: 1px solid var(--line); }
      h3 { margin-bottom: 0.4rem; }
    `,
  ];

  @state() private sending: Sending | undefined;
  @state() private result: ImportResult | undefined;
  @state() private error: ApiError | undefined;
  @state() private over = false;
  @query('input') private readonly input!: HTMLInputElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sending?.cancel();
  }

  protected override render() {
    return html`
      <ph-dialog heading=${t('history.importReadings')} @closed=${() => this.dispatchEvent(new Event('closed'))}>
        <div class="body" aria-live="polite">
          ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
          ${this.result === undefined ? nothing : this.#summary(this.result)}
          ${this.sending === undefined ? this.#chooser() : this.#progress(this.sending)}
        </div>
      </ph-dialog>`;
  }

  #chooser() {
    return html`
      <div class="drop ${this.over ? 'over' : ''}" @dragover=${this.#onDrag} @dragleave=${() => { this.over = false; }} @drop=${this.#onDrop}>
        <strong>${this.result === undefined ? t('history.chooseACsvOrJson') : t('history.importAnotherFile')}</strong>
        <span class="hint">${t('history.aFileOfTheExport')}</span>
        <button class=${this.result === undefined ? 'primary' : ''} @click=${() => this.input.click()}>${t('history.chooseAFile')}</button>
        <input type="file" hidden aria-label=${t('history.fileWithReadings')} accept=".csv,.jsonl,.ndjson,text/csv,application/x-ndjson" @change=${this.#onChoose}>
      </div>`;
  }

  #progress({ file, sent, cancel }: Sending) {
    const isSent = sent >= file.size;
    return html`<div class="sending">
      ${isSent
        ? html`<ph-progress label=${t('history.recordingWhatWasSent')} more=${formatBytes(file.size)}></ph-progress>`
        : html`<ph-progress label=${t('history.sending', { name: file.name })} more=${t('common.sentOf', { sent: formatBytes(sent), size: formatBytes(file.size) })} .percent=${(sent / file.size) * 100}></ph-progress>`}
      <button @click=${cancel}>${t('common.cancel')}</button>
    </div>`;
  }

  #summary({ imported, refused, errors }: ImportResult) {
    const isWhole = refused === 0;
    return html`
      <ph-notice compact kind=${isWhole ? 'done' : 'info'} heading=${tCount('history.readingsImported', imported)}>
        ${isWhole ? t('history.everyLineWasTaken') : tCount('history.linesRefused', refused)}
      </ph-notice>
      ${errors.length === 0 ? nothing : html`<section>
        <h3>${errors.length < refused ? t('history.theFirstRefusedLines', { count: errors.length }) : t('history.refusedLines')}</h3>
        <ul class="lines" tabindex="0">${errors.map(({ line, reason }) => html`<li><span class="num muted">${t('history.line', { line: formatNumber(line) })}</span><span>${reason}</span></li>`)}</ul>
      </section>`}`;
  }

  #onDrag(event: DragEvent): void {
    event.preventDefault();
    this.over = true;
  }

  #onDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    this.#take(event.dataTransfer?.files[0]);
  }

  #onChoose(): void {
    this.#take(this.input.files?.[0]);
    this.input.value = ''; // the same file may be chosen again
  }

  #take(file: File | undefined): void {
    if (file !== undefined && this.sending === undefined) {
      void this.#send(file);
    }
  }

  async #send(file: File): Promise<void> {
    this.error = undefined;
    this.result = undefined;
    const { done, cancel } = importReadings(file, (sent) => { this.sending = { file, sent, cancel }; });
    this.sending = { file, sent: 0, cancel };
    try {
      this.result = (await done) as ImportResult;
      this.dispatchEvent(new Event('imported'));
    } catch (cause) {
      const error = asApiError(cause);
      this.error = error.status === CANCELLED ? undefined : error;
    }
    this.sending = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-import-dialog': PhImportDialog;
  }
}
