import { ApiError, request } from './http.js';

export type Row = Record<string, unknown>;

/** Rows by name, or just rows; null while the plugin has nothing yet. */
export type TableRows = Record<string, Row> | Row[] | null;

/** What a table of a plugin's page shows; the source is relative to the plugin's own API. */
export async function getTableRows(plugin: string, source: string, signal?: AbortSignal): Promise<TableRows> {
  try {
    return await request<TableRows>(`/api/${encodeURIComponent(plugin)}/${source.replace(/^\/+/, '')}`, { signal });
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 404) {
      return null;
    }
    throw cause;
  }
}
