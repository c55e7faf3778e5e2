import { query, request } from './http.js';
import type { Encoding } from './broker-publish.js';

export interface RetainedMessage {
  topic: string;
  /** The first 4,096 bytes at most. */
  payload: string;
  encoding: Encoding;
  truncated: boolean;
  /** Bytes of the whole payload. */
  size: number;
  qos: number;
  client_id: string;
  time: string;
  expires_at: string | null;
}

export interface RetainedPage {
  messages: RetainedMessage[];
  next: string | null;
}

export interface RetainedQuery {
  filter?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
}

export const getRetained = ({ filter, limit, after }: RetainedQuery, signal?: AbortSignal): Promise<RetainedPage> =>
  request(`/api/broker/retained${query({ filter, limit, after })}`, { signal });

export const deleteRetained = (topic: string): Promise<void> => request(`/api/broker/retained${query({ topic })}`, { method: 'DELETE' });
