import { request } from './http.js';

/** How a payload is written in JSON. */
export type Encoding = 'text' | 'base64';

export interface Publication {
  topic: string;
  payload: string;
  encoding: Encoding;
  qos: number;
  retain: boolean;
}

export interface Published {
  topic: string;
  /** Bytes of the payload. */
  size: number;
}

export const publish = (message: Publication): Promise<Published> => request('/api/broker/publish', { method: 'POST', body: message });
