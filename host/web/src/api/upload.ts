import { ApiError, problemOf } from './http.js';
import { t } from '../text/text.js';

export interface Upload {
  /** The hub's answer. */
  done: Promise<unknown>;
  cancel: () => void;
}

/** Sends a file, with more headers when asked; `fetch` cannot tell how much of it is sent, XMLHttpRequest can. A cancelled upload fails with status -2. */
export function upload(address: string, file: File, onProgress: (sentBytes: number) => void, headers: Record<string, string> = {}): Upload {
  const http = new XMLHttpRequest();
  const done = new Promise<unknown>((resolve, reject) => {
    http.upload.onprogress = (event) => onProgress(event.loaded);
    http.onerror = () => reject(new ApiError(0, t('api.uploadFailed'), t('api.theConnectionToTheHub')));
    http.onabort = () => reject(new ApiError(-2, t('api.cancelled'), t('api.theUploadWasCancelled')));
    http.onload = () => {
      const type = http.getResponseHeader('content-type') ?? '';
      const answer = new Response(http.status === 204 || http.status === 304 ? null : http.responseText, { status: http.status, headers: { 'content-type': type } });
      if (!answer.ok) {
        problemOf(answer).then(reject, reject);
      } else {
        resolve(/[/+]json\b/.test(type) ? answer.json().catch(() => undefined) : undefined);
      }
    };
  });
  http.open('POST', `${address}${address.includes('?') ? '&' : '?'}name=${encodeURIComponent(file.name)}`);
  const sent = { accept: 'application/json', 'content-type': file.type === '' ? 'application/octet-stream' : file.type, ...headers };
  for (const [name, value] of Object.entries(sent)) {
    http.setRequestHeader(name, value);
  }
  http.send(file);
  return { done, cancel: () => http.abort() };
}
