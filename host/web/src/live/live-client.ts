export interface LiveEvent {
  topic: string;
  time: string;
  data: unknown;
}

export type LiveStatus = 'stopped' | 'connecting' | 'open' | 'waiting';

/** What of a WebSocket the client uses. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose' | 'onerror'>;

export interface LiveClientOptions {
  url: string;
  connect?: (url: string) => Socket;
  random?: () => number;
}

type Handler = (event: LiveEvent) => void;

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const CONNECT_LIMIT_MS = 10_000;
/** A connection that lived this long counts as good: the next loss starts again with the shortest wait. */
const STEADY_MS = 5000;

/**
 * The one WebSocket to the hub. Reconnects without limit with a growing, jittered wait, subscribes again by itself and
 * tells its listeners to read anew whenever events may have been missed.
 */
export class LiveClient {
  status: LiveStatus = 'stopped';
  readonly #url: string;
  readonly #connect: (url: string) => Socket;
  readonly #random: () => number;
  readonly #handlers = new Map<string, Set<Handler>>();
  readonly #statusListeners = new Set<(status: LiveStatus) => void>();
  readonly #resyncListeners = new Set<() => void>();
  #socket: Socket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #openedAt = 0;
  #hadConnection = false;
  #sendQueued = false;
  #sent = '';

  constructor({ url, connect = (to) => new WebSocket(to), random = Math.random }: LiveClientOptions) {
    this.#url = url;
    this.#connect = connect;
    this.#random = random;
  }

  start(): void {
    if (this.status === 'stopped') {
      this.#open();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#release();
    this.#hadConnection = false;
    this.#failures = 0;
    this.#setStatus('stopped');
  }

  /** Tries at once instead of waiting on: the network came back, or somebody asked. */
  retryNow(): void {
    if (this.status === 'waiting') {
      clearTimeout(this.#timer);
      this.#open();
    }
  }

  /** Gives up a connection that looks open but cannot be: the hub no longer answers otherwise. */
  distrust(): void {
    if (this.status === 'open') {
      this.#lost();
    }
  }

  /** Listens to a topic (and what is below it); returns the way to stop. */
  subscribe(topic: string, handler: Handler): () => void {
    const handlers = this.#handlers.get(topic) ?? new Set();
    handlers.add(handler);
    this.#handlers.set(topic, handlers);
    this.#queueSubscriptions();
    return () => {
      handlers.delete(handler);
      if (handlers.size === 0 && this.#handlers.get(topic) === handlers) {
        this.#handlers.delete(topic);
        this.#queueSubscriptions();
      }
    };
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Calls back when events may have been missed and everything shown should be read again. */
  onResync(listener: () => void): () => void {
    this.#resyncListeners.add(listener);
    return () => this.#resyncListeners.delete(listener);
  }

  #open(): void {
    this.#setStatus('connecting');
    let socket: Socket;
    try {
      socket = this.#connect(this.#url);
    } catch {
      this.#lost();
      return;
    }
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#lost(), CONNECT_LIMIT_MS);
    socket.onopen = () => this.#opened();
    socket.onmessage = (message: MessageEvent) => this.#received(message.data);
    socket.onclose = () => this.#lost();
    // A close always follows an error; it is handled there.
    socket.onerror = null;
  }

  #opened(): void {
    clearTimeout(this.#timer);
    this.#openedAt = Date.now();
    this.#sent = '';
    this.#sendSubscriptions();
    this.#setStatus('open');
    if (this.#hadConnection || this.#failures > 0) {
      this.#resync();
    }
    this.#hadConnection = true;
  }

  #lost(): void {
    if (this.status === 'open' && Date.now() - this.#openedAt >= STEADY_MS) {
      this.#failures = 0;
    }
    clearTimeout(this.#timer);
    this.#release();
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#open(), longest * (0.5 + this.#random() / 2));
    this.#setStatus('waiting');
  }

  #release(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #received(text: unknown): void {
    let event: LiveEvent;
    try {
      event = JSON.parse(String(text)) as LiveEvent;
    } catch {
      return;
    }
    if (typeof (event.data as { missed?: unknown } | null | undefined)?.missed === 'number') {
      this.#resync();
      return;
    }
    for (const [topic, handlers] of [...this.#handlers]) {
      if (event.topic === topic || event.topic.startsWith(`${topic}/`)) {
        [...handlers].forEach((handler) => handler(event));
      }
    }
  }

  #queueSubscriptions(): void {
    if (!this.#sendQueued) {
      this.#sendQueued = true;
      queueMicrotask(() => {
        this.#sendQueued = false;
        if (this.status === 'open') {
          this.#sendSubscriptions();
        }
      });
    }
  }

  #sendSubscriptions(): void {
    const message = JSON.stringify({ subscribe: [...this.#handlers.keys()].sort() });
    if (message !== this.#sent) {
      this.#sent = message;
      this.#socket?.send(message);
    }
  }

  #resync(): void {
    [...this.#resyncListeners].forEach((listener) => listener());
  }

  #setStatus(status: LiveStatus): void {
    if (this.status !== status) {
      this.status = status;
      [...this.#statusListeners].forEach((listener) => listener(status));
    }
  }
}
