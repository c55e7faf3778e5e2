import { html, type TemplateResult } from 'lit';
import type { Loader } from '../live/loader.js';
import type { ApiError } from '../api/http.js';
import './ph-loading.js';
import './ph-notice.js';

/** A failure as a notice; `retry` adds the button. */
export function renderError(error: ApiError, retry?: () => void, compact = false): TemplateResult {
  return html`
    <ph-notice
      kind=${error.offline ? 'offline' : 'error'}
      heading=${error.title}
      ?retry=${retry !== undefined}
      ?compact=${compact}
      @retry=${() => retry?.()}
    >${error.message}</ph-notice>
  `;
}

/** What a loader has: grey shapes, the failure, or the content. Content stays in view when refreshing it failed. */
export function renderLoaded<T>(loader: Loader<T>, content: (data: T) => unknown, bars = 3): unknown {
  const { data, error } = loader;
  const retry = (): void => void loader.reload();
  if (data === undefined) {
    return error === undefined ? html`<ph-loading .bars=${bars}></ph-loading>` : html`<div class="card">${renderError(error, retry)}</div>`;
  }
  // While the hub is away the shell's banner says so; a second notice would only push the content around.
  const refreshFailed = error !== undefined && !error.offline;
  return html`${refreshFailed ? renderError(error, retry, true) : ''}${content(data)}`;
}
