import type { InstallProgress } from '../../../api/catalogue.js';
import { formatBytes } from '../../../format/bytes.js';
import { t } from '../../../text/text.js';

export interface ProgressLine {
  label: string;
  more: string;
  percent: number | undefined;
}

/** What an installation does, as a line; undefined when it is over. */
export function progressOf(progress: InstallProgress | undefined, pluginPhase: string | null): ProgressLine | undefined {
  switch (progress?.phase) {
    case undefined:
      return { label: t('plugins.beginning'), more: '', percent: undefined };
    case 'downloading': {
      const { received_bytes: received, total_bytes: total } = progress;
      const percent = total > 0 ? Math.min(100, (received / total) * 100) : undefined;
      return { label: t('plugins.downloading'), more: total > 0 ? t('plugins.receivedOf', { received: formatBytes(received), total: formatBytes(total) }) : formatBytes(received), percent };
    }
    case 'checking':
      return { label: t('plugins.checkingThePackage'), more: '', percent: undefined };
    case 'installing':
      return { label: pluginPhase === null ? t('plugins.installing') : `Installing: ${pluginPhase}…`, more: '', percent: undefined };
    default:
      return undefined;
  }
}

/** Whether an event tells how far an installation is. */
export function isProgress(data: unknown): data is InstallProgress {
  const progress = data as Partial<InstallProgress> | null;
  return typeof progress?.id === 'string' && typeof progress.phase === 'string' && typeof progress.received_bytes === 'number';
}
