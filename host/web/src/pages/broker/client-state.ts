import { t } from '../../text/text.js';

/** Whether a client is there now, as a badge says it. */
export const stateWords = (state: string): string =>
  state === 'connected' ? t('broker.stateConnected') : state === 'disconnected' ? t('broker.stateDisconnected') : state;
