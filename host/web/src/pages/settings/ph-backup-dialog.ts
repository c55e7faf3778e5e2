import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deleteBackup, restoreBackup, type Backup, type BackupContent } from '../../api/backups.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { renderError } from '../../components/loaded.js';
import { formatBytes } from '../../format/bytes.js';
import { formatCount } from '../../format/numbers.js';
import { formatMoment } from '../../format/time.js';
import { reloadAfterRestart } from '../../live/restart.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-progress.js';

export type BackupAct = 'restore' | 'delete';

/** Asks before a backup is put back or deleted; a restore is tried first. Fires `closed`, and `done` after a deletion. */
@customElement('ph-backup-dialog')
export class PhBackupDialog extends LitElement {
  static override readonly styles = shared;

  @property({ attribute: false }) backup!: Backup;
  @property({ attribute: false }) act: BackupAct = 'restore';
  @state() private work: 'checking' | 'restoring' | 'restarting' | 'deleting' | undefined;
  @state() private content: BackupContent | undefined;
  @state() private error: ApiError | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.act === 'restore') {
      void this.#run('checking', async () => {
        this.content = await restoreBackup(this.backup.name, true);
      });
    }
  }

  protected override render() {
    const when = formatMoment(this.backup.created_at, false);
    return html`<ph-dialog heading=${t(this.act === 'restore' ? 'backups.restore_title' : 'backups.delete_title', { when })} @closed=${this.#close}>
      <div class="stack" aria-live="polite">
        ${this.error === undefined ? nothing : renderError(this.error, undefined, true)}
        ${this.work === undefined ? nothing : html`<ph-progress label=${t(`backups.${this.work}`)}></ph-progress>`}
        ${this.act === 'restore' ? this.#restore() : html`<p>${t('backups.delete_detail')}</p>`}
        ${this.work === 'restarting' ? nothing : this.#buttons()}
      </div>
    </ph-dialog>`;
  }

  #restore() {
    const { content } = this;
    return content === undefined ? nothing : html`
      <p>${t('backups.whole', { files: formatCount(content.files), bytes: formatBytes(content.bytes), hub: content.hub })}</p>
      <p><strong>${t('backups.restore_warning')}</strong> ${t('backups.restore_detail')}</p>`;
  }

  #buttons() {
    const isReady = this.work === undefined && (this.act === 'delete' || this.content !== undefined);
    return html`<div class="row">
      <button class="danger" ?disabled=${!isReady} @click=${this.act === 'restore' ? this.#putBack : this.#delete}>${t(this.act === 'restore' ? 'backups.restore_now' : 'backups.delete')}</button>
      <button ?disabled=${this.work === 'restoring' || this.work === 'deleting'} @click=${this.#close}>${t('backups.cancel')}</button>
    </div>`;
  }

  readonly #putBack = (): void => void this.#run('restoring', async () => {
    await restoreBackup(this.backup.name, false);
    this.work = 'restarting';
    await reloadAfterRestart();
  });

  readonly #delete = (): void => void this.#run('deleting', async () => {
    await deleteBackup(this.backup.name);
    this.dispatchEvent(new Event('done'));
  });

  readonly #close = (): void => {
    this.dispatchEvent(new Event('closed'));
  };

  async #run(work: 'checking' | 'restoring' | 'deleting', act: () => Promise<void>): Promise<void> {
    this.work = work;
    this.error = undefined;
    try {
      await act();
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.work = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-backup-dialog': PhBackupDialog;
  }
}
