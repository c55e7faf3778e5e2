import { createContext } from '@lit/context';
import type { LiveClient } from './live-client.js';

/** The hub's event stream, provided by `ph-app`. */
export const liveContext = createContext<LiveClient>(Symbol('live'));
