import { request } from './http.js';
import { upload, type Upload } from './upload.js';

export interface GeneralSettings {
  name: string;
  time_zone: string;
  locale: string;
  currency: string;
  nominal_voltage_volt: number;
  nominal_frequency_hertz: number;
}

export interface FirstSetup {
  code: string;
  user_name: string;
  password: string;
  general: GeneralSettings;
  demo_devices: boolean;
}

/** Whether the hub has no owner yet. */
export const getSetup = (signal?: AbortSignal): Promise<{ needed: boolean }> => request('/api/setup', { signal });

export const checkSetupCode = (code: string): Promise<void> => request('/api/setup/check', { method: 'POST', body: { code } });

/** Makes the owner and signs this browser in. */
export const setUp = (setup: FirstSetup): Promise<void> => request('/api/setup', { method: 'POST', body: setup });

/** Takes a backup instead; the hub restarts with it. */
export const restoreBackup = (code: string, file: File, onProgress: (sentBytes: number) => void): Upload =>
  upload('/api/setup/restore', file, onProgress, { 'content-type': 'application/octet-stream', 'x-setup-code': code });
