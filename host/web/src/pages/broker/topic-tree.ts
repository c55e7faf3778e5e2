import type { Payload } from './payload.js';

/** A message of a topic. */
export interface TopicMessage extends Payload {
  topic: string;
  truncated: boolean;
  /** Bytes of the whole payload. */
  size: number;
  qos: number;
  /** Whether it was kept before anybody looked. */
  retain: boolean;
  /** Null for a retained message of which only the text is known. */
  time: string | null;
}

/** A level of the tree: a topic, what is below it, or both. */
export interface TopicNode {
  readonly name: string;
  readonly path: string;
  readonly children: Map<string, TopicNode>;
  /** Messages of this topic, the newest first. */
  readonly history: TopicMessage[];
  /** Messages of this topic since watching began. */
  count: number;
  /** Topics here and below. */
  topics: number;
  /** Messages here and below. */
  total: number;
  /** When the newest message here or below came. */
  newest: string | null;
}

export interface TreeRow {
  node: TopicNode;
  level: number;
  /** Undefined for a leaf. */
  expanded: boolean | undefined;
}

/** How many topics are shown, and how many messages are kept of each. */
export const TOPIC_LIMIT = 2000;
export const HISTORY_LENGTH = 20;

const node = (name: string, path: string): TopicNode => ({
  name, path, children: new Map(), history: [], count: 0, topics: 0, total: 0, newest: null,
});

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

/** The event stream tells retained messages again when watching goes on; the time of those is not known. */
const changedWhilePaused = (message: TopicMessage, last: TopicMessage): boolean =>
  message.time === null && last.retain && (message.payload !== last.payload || message.size !== last.size);

/** The topics that messages came on, as a tree; bounded. */
export class TopicTree {
  readonly root = node('', '');
  /** Messages of topics beyond the limit. */
  hidden = 0;

  get topics(): number {
    return this.root.topics;
  }

  find(topic: string): TopicNode | undefined {
    let at: TopicNode | undefined = this.root;
    for (const level of topic.split('/')) {
      at = at?.children.get(level);
    }
    return at;
  }

  /** Adds a message that stands for `count` messages. */
  apply(message: TopicMessage, count = 1): void {
    const known = this.find(message.topic);
    const last = known?.history[0];
    if (message.retain && last !== undefined && !changedWhilePaused(message, last)) {
      this.#again(message, last);
      return;
    }
    if ((known === undefined || known.count === 0) && this.topics >= TOPIC_LIMIT) {
      this.hidden += count;
      return;
    }
    const isNew = known === undefined || known.count === 0;
    const path = this.#path(message.topic);
    for (const each of path) {
      each.total += count;
      each.topics += isNew ? 1 : 0;
      each.newest = later(each.newest, message.time);
    }
    const leaf = path[path.length - 1];
    if (leaf !== undefined) {
      leaf.count += count;
      leaf.history.unshift(message);
      leaf.history.length = Math.min(leaf.history.length, HISTORY_LENGTH);
    }
  }

  /** The rows to show, in order, given which levels are open. */
  rows(isExpanded: (node: TopicNode, level: number) => boolean): TreeRow[] {
    const rows: TreeRow[] = [];
    const visit = (parent: TopicNode, level: number): void => {
      for (const child of [...parent.children.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const expanded = child.children.size === 0 ? undefined : isExpanded(child, level);
        rows.push({ node: child, level, expanded });
        if (expanded === true) {
          visit(child, level + 1);
        }
      }
    };
    visit(this.root, 1);
    return rows;
  }

  /** A retained message that is told once more adds at most its time. */
  #again(message: TopicMessage, last: TopicMessage): void {
    if (last.retain && last.time === null && message.time !== null) {
      last.time = message.time;
      this.#path(message.topic).forEach((each) => { each.newest = later(each.newest, message.time); });
    }
  }

  #path(topic: string): TopicNode[] {
    const path = [this.root];
    let at = this.root;
    topic.split('/').forEach((level, i, levels) => {
      const child = at.children.get(level) ?? node(level, levels.slice(0, i + 1).join('/'));
      at.children.set(level, child);
      at = child;
      path.push(child);
    });
    return path;
  }
}

/** The message in an event of `mqtt/<filter>`, and how many it stands for; undefined for anything else. */
export function messageOf(data: unknown): { message: TopicMessage; count: number } | undefined {
  const event = data as (Partial<TopicMessage> & { count?: unknown }) | null;
  if (typeof event?.topic !== 'string' || typeof event.payload !== 'string') {
    return undefined;
  }
  const retain = event.retain === true;
  const message: TopicMessage = {
    topic: event.topic,
    payload: event.payload,
    encoding: event.encoding === 'base64' ? 'base64' : 'text',
    truncated: event.truncated === true,
    size: event.size ?? 0,
    qos: event.qos ?? 0,
    retain,
    time: retain ? null : (event.time ?? null),
  };
  return { message, count: typeof event.count === 'number' ? event.count : 1 };
}
