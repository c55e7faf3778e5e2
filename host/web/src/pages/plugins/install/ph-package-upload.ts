import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { asApiError } from '../../../api/http.js';
import { PACKAGES_ADDRESS, type Plugin } from '../../../api/plugins.js';
import { upload } from '../../../api/upload.js';
import { formatBytes } from '../../../format/bytes.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import { tRich } from '../../../text/rich.js';
import '../../../components/ph-icon.js';
import '../../../components/ph-progress.js';
import { refusalOf, type Refusal } from './refusal.js';

interface Sending {
  file: File;
  sent: number;
  cancel: () => void;
}

const CANCELLED = -2;

/** A place to drop a package, or to choose one. Fires `installed` with the plugin as the hub has it then. */
@customElement('ph-package-upload')
export class PhPackageUpload extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .drop { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; padding: 0.9rem 1.1rem; border: 2px dashed var(--line-strong); border-radius: var(--radius); background: var(--surface); }
      .drop.over { border-color: var(--accent); background: var(--accent-soft); }
      .drop > ph-icon { width: 1.8rem; height: 1.8rem; color: var(--text-2); }
      .words { flex: 1 1 14rem; min-width: 0; }
      .sending { flex: 1 1 100%; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.75rem; align-items: center; }
      .refused { margin-top: 0.75rem; padding: 0.8rem 0.6rem 0.9rem 1.1rem; border-radius: var(--radius); background: var(--bad-soft); overflow-wrap: anywhere; }
      .refused header { display: flex; align-items: start; justify-content: space-between; gap: 0.5rem; }
      .refused h3 { padding-top: 0.5rem; }
      .refused ul { display: grid; gap: 0.35rem; padding-left: 1.2rem; list-style: disc; font-size: 0.9375rem; }
      @media (max-width: 640px) { .drop { border-style: solid; border-width: 1px; border-color: var(--line); } .drop > ph-icon, .dragging { display: none; } .drop > button { flex: 1 1 100%; } }
    `,
  ];

  @state() private sending: Sending | undefined;
  @state() private refusal: Refusal | undefined;
  @state() private over = false;
  @query('input') private readonly input!: HTMLInputElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // What has arrived whole is installed all the same.
    this.sending?.cancel();
  }

  protected override render() {
    return html`
      <div class="drop ${this.over ? 'over' : ''}" @dragover=${this.#onDrag} @dragleave=${() => { this.over = false; }} @drop=${this.#onDrop}>
        ${this.sending === undefined ? html`
          <ph-icon .name=${'box' as const}></ph-icon>
          <div class="words"><strong>${t('plugins.installAPackage')}</strong><div class="hint">${tRich('plugins.aNewPluginDoesNot', { hint: html`<span class="dragging">${t('plugins.dropAPihubFileHere')} </span>` })}</div></div>
          <button @click=${() => this.input.click()}>${t('plugins.chooseAPihubFile')}</button>` : this.#progress(this.sending)}
        <input type="file" hidden aria-label=${t('plugins.package')} accept=".pihub,application/zip" @change=${this.#onChoose}>
      </div>
      <div aria-live="polite">${this.refusal === undefined ? nothing : html`
        <section class="refused" role="alert">
          <header><h3>${this.refusal.heading}</h3><button class="ghost icon" aria-label=${t('common.putTheMessageAway')} @click=${() => { this.refusal = undefined; }}><ph-icon .name=${'close' as const}></ph-icon></button></header>
          <ul>${this.refusal.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
        </section>`}</div>
    `;
  }

  #progress({ file, sent, cancel }: Sending) {
    const isSent = sent >= file.size;
    return html`<div class="sending">
      ${isSent
        ? html`<ph-progress label=${t('plugins.checkingAndInstalling', { name: file.name })}></ph-progress>`
        : html`<ph-progress label=${t('plugins.uploading', { name: file.name })} more=${t('common.sentOf', { sent: formatBytes(sent), size: formatBytes(file.size) })} .percent=${(sent / file.size) * 100}></ph-progress>`}
      <button ?disabled=${isSent} @click=${cancel}>${t('common.cancel')}</button>
    </div>`;
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
    this.refusal = undefined;
    // What the browser believes the file to be does not matter to the hub.
    const content = new File([file], file.name, { type: 'application/octet-stream' });
    const { done, cancel } = upload(PACKAGES_ADDRESS, content, (sent) => { this.sending = { file, sent, cancel }; });
    this.sending = { file, sent: 0, cancel };
    try {
      this.dispatchEvent(new CustomEvent<Plugin>('installed', { detail: (await done) as Plugin }));
    } catch (cause) {
      const error = asApiError(cause);
      this.refusal = error.status === CANCELLED ? undefined : refusalOf(error, file.name);
    }
    this.sending = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-package-upload': PhPackageUpload;
  }
}
