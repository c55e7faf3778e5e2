import { query, request } from './http.js';

export type ClientState = 'connected' | 'disconnected';

export interface MqttClient {
  id: string;
  user: string | null;
  address: string | null;
  transport: 'tcp' | 'tls' | 'websocket' | null;
  protocol: string | null;
  state: ClientState;
  since: string;
  /** How long the session outlives the connection; null for ever, 0 not at all. */
  session_expiry_s: number | null;
  keep_alive_s: number;
  subscriptions: string[];
  queued_messages: number;
  queued_bytes: number;
  in_flight_messages: number;
  messages_received: number;
  messages_sent: number;
  messages_dropped: number;
}

export interface ClientPage {
  /** How many match, on all pages. */
  total: number;
  clients: MqttClient[];
  next: string | null;
}

export interface ClientQuery {
  search?: string | undefined;
  state?: ClientState | undefined;
  limit?: number | undefined;
  after?: string | undefined;
}

export const getClients = ({ search, state, limit, after }: ClientQuery, signal?: AbortSignal): Promise<ClientPage> =>
  request(`/api/broker/clients${query({ search, state, limit, after })}`, { signal });

export const endClient = (id: string, session: 'keep' | 'delete'): Promise<void> =>
  request(`/api/broker/clients/${encodeURIComponent(id)}?session=${session}`, { method: 'DELETE' });
