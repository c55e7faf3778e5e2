import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { asApiError } from '../../api/http.js';
import { routeAddress } from '../../api/plugin-routes.js';
import type { PageUpload } from '../../api/plugin-pages.js';
import { upload } from '../../api/upload.js';
import { formatBytes } from '../../format/bytes.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { fillRoute } from './placeholders.js';
import { messageOf, tellChanged, type Place } from './place.js';

interface Sending {
  file: File;
  sent: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  text: string;
  cancel?: () => void;
}

/** Whether a file is of a kind that `accept` names, as a file chooser judges it. */
export function isAccepted(file: Pick<File, 'name' | 'type'>, accept: string | undefined): boolean {
  const kinds = (accept ?? '').split(',').map((kind) => kind.trim().toLowerCase()).filter((kind) => kind !== '');
  return kinds.length === 0 || kinds.some((kind) =>
    kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind) : kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind);
}

/** A place to drop files; they are sent one after the other. */
@customElement('ph-page-upload')
export class PhPageUpload extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; max-width: 46rem; }
      h2 { margin-bottom: 0.6rem; }
      .drop { display: grid; justify-items: center; gap: 0.6rem; padding: 1.75rem 1.25rem; border: 2px dashed var(--line-strong); border-radius: var(--radius); text-align: center; background: var(--surface); }
      .drop.over { border-color: var(--accent); background: var(--accent-soft); }
      .drop ph-icon { width: 2rem; height: 2rem; color: var(--text-2); transform: rotate(180deg); }
      .files { display: grid; gap: 0.6rem; margin-top: 0.75rem; }
      .files li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.2rem 0.75rem; align-items: center; padding: 0.6rem 0.9rem; }
      .name { font-weight: 550; overflow-wrap: anywhere; }
      .files li button { grid-row: span 2; }
      progress { width: 100%; accent-color: var(--accent); }
      .ok { color: var(--ok); }
      .bad { color: var(--bad); font-weight: 550; }
    `,
  ];

  @property({ attribute: false }) spec!: PageUpload;
  @property({ attribute: false }) place!: Place;
  @state() private files: Sending[] = [];
  @state() private over = false;
  @query('input') private readonly input!: HTMLInputElement;
  #busy = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.files.forEach((each) => each.cancel?.());
  }

  protected override render() {
    const { title, help, accept, is_multiple: multiple = false, max_bytes: most } = this.spec;
    const hints = [help, most === undefined ? undefined : t(multiple ? 'page.atMostSizeEach' : 'page.atMostSize', { size: formatBytes(most) }), accept === undefined ? undefined : accept.replace(/,/g, ', ')].filter((each) => each !== undefined);
    return html`
      ${title === undefined ? nothing : html`<h2>${title}</h2>`}
      <div class="drop ${this.over ? 'over' : ''}" @dragover=${this.#onDrag} @dragleave=${() => { this.over = false; }} @drop=${this.#onDrop}>
        <ph-icon .name=${'empty' as const}></ph-icon>
        <span>${multiple ? t('page.dropFiles') : t('page.dropFile')}</span>
        <button @click=${() => this.input.click()}>${multiple ? t('page.chooseFiles') : t('page.chooseFile')}</button>
        ${hints.length === 0 ? nothing : html`<span class="hint">${hints.join(' · ')}</span>`}
        <input type="file" hidden aria-label=${title ?? t('page.file')} accept=${accept ?? nothing} ?multiple=${multiple} @change=${this.#onChoose}>
      </div>
      <ul class="files" aria-live="polite">${this.files.map((each) => this.#file(each))}</ul>
    `;
  }

  #file(each: Sending) {
    const percent = each.file.size === 0 ? 100 : Math.round((each.sent / each.file.size) * 100);
    const state = {
      waiting: html`<span class="muted small">${t('page.waiting')}</span>`,
      sending: html`<progress max="100" .value=${percent} aria-label=${t('page.progress', { name: each.file.name })}></progress>`,
      done: html`<span class="ok small">${each.text}</span>`,
      failed: html`<span class="bad small" role="alert">${each.text}</span>`,
    }[each.state];
    const active = each.state === 'sending' || each.state === 'waiting';
    return html`
      <li class="card">
        <span class="name">${each.file.name} <span class="hint num">${each.state === 'sending' ? t('common.sentOf', { sent: formatBytes(each.sent), size: formatBytes(each.file.size) }) : formatBytes(each.file.size)}</span></span>
        <button class="ghost icon" aria-label=${active ? t('page.cancel', { name: each.file.name }) : t('page.putAway', { name: each.file.name })} @click=${() => this.#drop(each)}><ph-icon .name=${'close' as const}></ph-icon></button>
        ${state}
      </li>`;
  }

  #drop(each: Sending): void {
    if (each.state === 'sending') {
      each.cancel?.();
    } else {
      this.files = this.files.filter((other) => other !== each);
    }
  }

  #onDrag(event: DragEvent): void {
    event.preventDefault();
    this.over = true;
  }

  #onDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    this.#add([...(event.dataTransfer?.files ?? [])]);
  }

  #onChoose(): void {
    this.#add([...(this.input.files ?? [])]);
    this.input.value = ''; // the same file may be chosen again
  }

  #add(files: File[]): void {
    const { accept, max_bytes: most, is_multiple: multiple = false } = this.spec;
    const added = (multiple ? files : files.slice(0, 1)).map((file): Sending => {
      const problem = !isAccepted(file, accept) ? t('page.onlyCanBeSentHere', { accept: accept ?? '' }) : file.size > (most ?? Infinity) ? t('page.itIsLargerThan', { most: formatBytes(most ?? 0) }) : '';
      return { file, sent: 0, state: problem === '' ? 'waiting' : 'failed', text: problem };
    });
    this.files = [...this.files, ...added];
    void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      await this.#send(next);
    }
    this.#busy = false;
  }

  #next(): Sending | undefined {
    return this.files.find((each) => each.state === 'waiting');
  }

  async #send(sending: Sending): Promise<void> {
    const route = fillRoute(this.spec.route, this.place.parameters) ?? '';
    const { done, cancel } = upload(routeAddress(this.place.plugin, route), sending.file, (sent) => {
      sending.sent = sent;
      this.requestUpdate();
    });
    Object.assign(sending, { state: 'sending', cancel });
    this.requestUpdate();
    try {
      const message = messageOf(await done);
      Object.assign(sending, { state: 'done', text: message === '' ? t('common.sent') : message });
      tellChanged(this);
    } catch (cause) {
      const error = asApiError(cause);
      Object.assign(sending, { state: 'failed', text: error.message });
    }
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-upload': PhPageUpload;
  }
}
