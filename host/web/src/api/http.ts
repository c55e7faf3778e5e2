import { t } from '../text/text.js';

/** The answer of a failed request, as a person should read it. */
export class ApiError extends Error {
  /** HTTP status; 0 when the hub did not answer at all. */
  readonly status: number;
  readonly title: string;
  /** Messages by field name, from the problem details. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** The members of the problem details, the extensions among them. */
  readonly members: Readonly<Record<string, unknown>>;
  /** After how many seconds the hub would like to be asked again; undefined when it does not say. */
  readonly retryAfterS: number | undefined;

  constructor(
    status: number, title: string, detail: string, fields: Record<string, readonly string[]> = {},
    { members = {}, retryAfterS }: { members?: Record<string, unknown>; retryAfterS?: number | undefined } = {},
  ) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.title = title;
    this.fields = fields;
    this.members = members;
    this.retryAfterS = retryAfterS;
  }

  /** The hub could not be reached. */
  get offline(): boolean {
    return this.status === 0;
  }
}

const HUB_AWAY = t('api.theHubDoesNotAnswer');
/** Where a 401 speaks of what was entered, not of who is signed in. */
const SIGN_IN = /^\/api\/(auth|setup|invitations)\b/;
const unauthorized = new Set<() => void>();

/** Calls back whenever a request is refused because nobody is signed in; returns the way to stop that. */
export function onUnauthorized(listener: () => void): () => void {
  unauthorized.add(listener);
  return () => unauthorized.delete(listener);
}

/** Any thrown thing as an error to show. */
export function asApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) {
    return cause;
  }
  return new ApiError(-1, t('api.unexpectedError'), cause instanceof Error ? cause.message : String(cause));
}

/** An answered failure as an error; reads RFC 9457 problem details when there are any. */
export async function problemOf(response: Response): Promise<ApiError> {
  const fallback = response.statusText || t('api.status', { status: response.status });
  const type = response.headers.get('content-type') ?? '';
  const wait = Number(response.headers.get('retry-after') ?? NaN);
  const retryAfterS = Number.isFinite(wait) ? wait : undefined;
  if (!/[/+]json\b/.test(type)) {
    return new ApiError(response.status, fallback, t('api.theHubAnsweredWithStatus', { status: response.status }), {}, { retryAfterS });
  }
  try {
    const body = (await response.json()) as Record<string, unknown>;
    const title = typeof body['title'] === 'string' ? body['title'] : fallback;
    const fields = fieldsOf(body['errors']);
    const first = Object.values(fields)[0]?.[0];
    return new ApiError(response.status, title, typeof body['detail'] === 'string' ? body['detail'] : (first ?? title), fields, { members: body, retryAfterS });
  } catch {
    return new ApiError(response.status, fallback, t('api.theHubAnsweredWithStatus', { status: response.status }), {}, { retryAfterS });
  }
}

function fieldsOf(errors: unknown): Record<string, string[]> {
  if (typeof errors !== 'object' || errors === null) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(errors).map(([field, messages]) => [field, (Array.isArray(messages) ? messages : [messages]).map(String)]),
  );
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** A failing status whose body is an answer all the same. */
  answerStatus?: number;
  /** The tag of what the caller looked at: the hub refuses with 412 when it is another now. */
  ifMatch?: string | undefined;
  /** Told the answer's tag, for `ifMatch`. */
  onTag?: ((tag: string) => void) | undefined;
}

/** Asks the hub. A JSON answer is returned, an empty one is undefined; every failure is an `ApiError`. */
export async function request<T>(path: string, asked: Request = {}): Promise<T> {
  const response = await send(path, asked);
  if (response.status === 204 || response.headers.get('content-length') === '0') {
    return undefined as T;
  }
  try {
    return (await response.json()) as T;
  } catch (cause) {
    if (asked.signal?.aborted === true) {
      throw cause;
    }
    throw new ApiError(response.status, t('api.unreadableAnswer'), t('api.theHubSentSomething'));
  }
}

export interface Download {
  name: string;
  content: Blob;
}

/** Asks the hub for a file; its name is the one of `Content-Disposition`. */
export async function requestFile(path: string, asked: Request = {}): Promise<Download> {
  const response = await send(path, asked);
  return { name: fileNameOf(response.headers.get('content-disposition') ?? '') ?? 'download', content: await response.blob() };
}

/** The file's name in a `Content-Disposition` header (RFC 6266), the extended form first. */
export function fileNameOf(disposition: string): string | undefined {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended.trim());
    } catch {
      // Fall back to the plain form.
    }
  }
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition);
  return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2]?.trim();
}

async function send(path: string, { method = 'GET', body, signal, answerStatus, ifMatch, onTag }: Request): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  if (ifMatch !== undefined) {
    headers['if-match'] = ifMatch;
  }
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (cause) {
    if (signal?.aborted === true) {
      throw cause;
    }
    throw new ApiError(0, t('api.hubNotReachable'), HUB_AWAY);
  }
  if (!response.ok && response.status !== answerStatus) {
    if (response.status === 401 && !SIGN_IN.test(path)) {
      unauthorized.forEach((listener) => listener());
    }
    throw await problemOf(response);
  }
  onTag?.(response.headers.get('etag') ?? '');
  return response;
}

/** A query string, "" when there is nothing to say. */
export function query(parameters: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
