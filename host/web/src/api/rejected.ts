import { request } from './http.js';

export interface RejectedMessage {
  time: string;
  client_id: string;
  topic: string;
  reason: string;
  payload_bytes: number;
  payload_preview: string;
}

export interface Rejected {
  /** How many since the hub started; the list holds the newest of them. */
  total: number;
  messages: RejectedMessage[];
}

export const getRejected = (signal?: AbortSignal): Promise<Rejected> => request('/api/broker/rejected', { signal });
