import { ApiError, request, requestFile, type Download, type Request } from './http.js';

export type Row = Record<string, unknown>;
export type Method = NonNullable<Request['method']>;

/** The address of a plugin's own route; placeholders are filled in by now. */
export const routeAddress = (plugin: string, route: string): string => `/api/${encodeURIComponent(plugin)}/${route}`;

/** Reads a route; null when there is nothing yet. */
export async function readRoute<T>(plugin: string, route: string, signal?: AbortSignal): Promise<T | null> {
  try {
    return await request<T>(routeAddress(plugin, route), { signal });
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 404) {
      return null;
    }
    throw cause;
  }
}

/** Sends values to a route; the answer may be empty. */
export const sendRoute = (plugin: string, method: Method, route: string, body?: unknown): Promise<unknown> =>
  request(routeAddress(plugin, route), { method, body });

/** Asks a route for a file. */
export const downloadRoute = (plugin: string, method: Method, route: string, body?: unknown): Promise<Download> =>
  requestFile(routeAddress(plugin, route), { method, body });
