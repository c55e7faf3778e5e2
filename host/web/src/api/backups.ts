import { request } from './http.js';
import { upload, type Upload } from './upload.js';

export interface Backup {
  name: string;
  created_at: string;
  bytes: number;
}

export interface BackupSchedule {
  next_at: string | null;
  failed_at: string | null;
  failure: string | null;
}

/** What a backup holds; the hub has found it whole. */
export interface BackupContent {
  created_at: string;
  hub: string;
  files: number;
  bytes: number;
}

const at = (name: string): string => `/api/backups/${encodeURIComponent(name)}`;

export const getBackups = (signal?: AbortSignal): Promise<Backup[]> => request('/api/backups', { signal });

export const getBackupSchedule = (signal?: AbortSignal): Promise<BackupSchedule> => request('/api/backups/schedule', { signal });

export const createBackup = (): Promise<Backup> => request('/api/backups', { method: 'POST' });

export const deleteBackup = (name: string): Promise<void> => request(at(name), { method: 'DELETE' });

/** Checks a backup; without `dryRun` the hub then restarts with it in the place of all data. */
export const restoreBackup = (name: string, dryRun: boolean): Promise<BackupContent> =>
  request(`${at(name)}/restore`, { method: 'POST', body: { dry_run: dryRun } });

export const uploadBackup = (file: File, onProgress: (sentBytes: number) => void): Upload =>
  upload('/api/backups/upload', new File([file], file.name, { type: 'application/x-tar' }), onProgress);

/** The address of a backup's file. */
export const backupFile = (name: string): string => at(name);
