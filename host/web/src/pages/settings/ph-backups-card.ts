import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { backupFile, createBackup, getBackupSchedule, getBackups, uploadBackup, type Backup, type BackupSchedule } from '../../api/backups.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { renderError, renderLoaded } from '../../components/loaded.js';
import { formatBytes } from '../../format/bytes.js';
import { formatMoment } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-progress.js';
import './ph-backup-dialog.js';
import type { BackupAct } from './ph-backup-dialog.js';

interface Loaded {
  backups: Backup[];
  schedule: BackupSchedule;
}

const CANCELLED = -2;

/** The backups that are there: make one, take one from elsewhere, download, put back, delete. For owners. */
@customElement('ph-backups-card')
export class PhBackupsCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      section { padding: 1.1rem 1.25rem 1.25rem; display: grid; gap: 0.9rem; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.4rem 1rem; align-items: center; padding: 0.7rem 0; border-top: 1px solid var(--line); }
      li strong { display: block; font-weight: 600; overflow-wrap: anywhere; }
      @media (max-width: 560px) { li { grid-template-columns: 1fr; } }
    `,
  ];

  @state() private making = false;
  @state() private sending: { file: File; sent: number; cancel: () => void } | undefined;
  @state() private error: ApiError | undefined;
  @state() private asked: { backup: Backup; act: BackupAct } | undefined;
  @query('input') private readonly input!: HTMLInputElement;
  readonly #loaded = new Loader<Loaded>(this, async (signal) => {
    const [backups, schedule] = await Promise.all([getBackups(signal), getBackupSchedule(signal)]);
    return { backups, schedule };
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sending?.cancel();
  }

  protected override render() {
    return html`
      <section class="card" aria-label=${t('backups.title')}>
        <div class="page-head"><h2>${t('backups.title')}</h2></div>
        ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
        ${this.#work()}
        ${renderLoaded(this.#loaded, (loaded) => this.#content(loaded))}
      </section>
      ${this.asked === undefined ? nothing : html`<ph-backup-dialog
        .backup=${this.asked.backup} .act=${this.asked.act} @closed=${this.#closed} @done=${this.#done}></ph-backup-dialog>`}`;
  }

  #work() {
    if (this.sending !== undefined) {
      const { file, sent, cancel } = this.sending;
      return html`<ph-progress label=${t('backups.sending', { name: file.name })} more="${formatBytes(sent)} / ${formatBytes(file.size)}"
        .percent=${(sent / file.size) * 100}></ph-progress><div><button @click=${cancel}>${t('backups.cancel')}</button></div>`;
    }
    if (this.making) {
      return html`<ph-progress label=${t('backups.making')}></ph-progress>`;
    }
    return html`<div class="row">
      <button class="primary" @click=${() => void this.#make()}>${t('backups.make')}</button>
      <button @click=${() => this.input.click()}>${t('backups.upload')}</button>
      <input type="file" hidden aria-label=${t('backups.file')} accept=".tar" @change=${this.#chosen}>
    </div>`;
  }

  #content({ backups, schedule }: Loaded) {
    return html`
      ${schedule.failure === null ? nothing : html`<p class="notice bad" role="alert">${t('backups.failed', { why: schedule.failure, when: formatMoment(schedule.failed_at ?? '', false) })}</p>`}
      <p class="small muted">${schedule.next_at === null ? t('backups.no_schedule') : t('backups.next', { when: formatMoment(schedule.next_at, false) })}</p>
      ${backups.length === 0
        ? html`<ph-notice kind="empty" heading=${t('backups.none')}>${t('backups.none_detail')}</ph-notice>`
        : html`<ul>${backups.map((backup) => this.#row(backup))}</ul>`}`;
  }

  #row(backup: Backup) {
    const when = formatMoment(backup.created_at, false);
    return html`<li>
      <div><strong><time datetime=${backup.created_at}>${when}</time></strong><span class="small muted">${formatBytes(backup.bytes)}</span></div>
      <div class="row">
        <a class="button" href=${backupFile(backup.name)} download=${backup.name} aria-label=${t('backups.download_label', { when })}>${t('backups.download')}</a>
        <button aria-label=${t('backups.restore_label', { when })} @click=${() => this.#ask(backup, 'restore')}>${t('backups.restore')}</button>
        <button class="ghost" aria-label=${t('backups.delete_label', { when })} @click=${() => this.#ask(backup, 'delete')}>${t('backups.delete')}</button>
      </div>
    </li>`;
  }

  #ask(backup: Backup, act: BackupAct): void {
    this.asked = { backup, act };
  }

  readonly #closed = (): void => {
    this.asked = undefined;
  };

  readonly #done = (): void => {
    this.asked = undefined;
    void this.#loaded.reload();
  };

  async #make(): Promise<void> {
    this.making = true;
    this.error = undefined;
    try {
      await createBackup();
      await this.#loaded.reload();
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.making = false;
  }

  readonly #chosen = (): void => {
    const file = this.input.files?.[0];
    if (file !== undefined) {
      void this.#send(file);
    }
  };

  async #send(file: File): Promise<void> {
    this.error = undefined;
    const { done, cancel } = uploadBackup(file, (sent) => { this.sending = { file, sent, cancel }; });
    this.sending = { file, sent: 0, cancel };
    try {
      await done;
      await this.#loaded.reload();
    } catch (cause) {
      const error = asApiError(cause);
      this.error = error.status === CANCELLED ? undefined : error;
    }
    this.sending = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-backups-card': PhBackupsCard;
  }
}
