import { request } from './http.js';

export interface MessageRates {
  received: number;
  sent: number;
  dropped: number;
  rejected: number;
}

export interface Listeners {
  mqtt_port: number | null;
  mqtts_port: number | null;
  websocket_path: string;
}

/** A bridge to another broker; `external` is the broker that the hub is a client of. */
export interface BridgeStatus {
  name: string;
  server: string;
  state: 'stopped' | 'connecting' | 'connected' | 'waiting';
  reason: string | null;
  since: string;
  messages_sent: number;
  messages_received: number;
  messages_dropped: number;
  waiting_messages: number;
  waiting_bytes: number;
  waiting_since: string | null;
}

/** The broker at a moment. Messages are counted since the hub started; rates are a second, averaged over the last minute. */
export interface BrokerStatus {
  clients_connected: number;
  clients_known: number;
  subscriptions: number;
  retained_messages: number;
  retained_bytes: number;
  messages_received: number;
  messages_sent: number;
  messages_dropped: number;
  messages_rejected: number;
  rates: MessageRates;
  queued_messages: number;
  queued_bytes: number;
  in_flight_messages: number;
  messages_in_journal: number;
  store_trouble: string | null;
  listeners: Listeners;
  bridges: BridgeStatus[];
}

export const getBroker = (signal?: AbortSignal): Promise<BrokerStatus> => request('/api/broker', { signal });
