import { describe, expect, it } from 'vitest';
import { HISTORY_LENGTH, TOPIC_LIMIT, TopicTree, messageOf, type TopicMessage } from '../src/pages/broker/topic-tree.js';

const message = (topic: string, change: Partial<TopicMessage> = {}): TopicMessage => ({
  topic, payload: '1', encoding: 'text', truncated: false, size: 1, qos: 0, retain: false, time: '2026-03-08T12:00:00.000Z', ...change,
});

const lines = (tree: TopicTree, isOpen = (): boolean => true): string[] =>
  tree.rows(isOpen).map(({ node, level }) => `${' '.repeat(level - 1)}${node.name} ${node.total}`);

describe('the topic tree', () => {
  it('has a level for each part of a topic, sorted, with the messages at and below it', () => {
    const tree = new TopicTree();
    tree.apply(message('house/kitchen/lamp'), 3);
    tree.apply(message('house/attic'));
    tree.apply(message('house'));
    tree.apply(message('barn'));
    expect(lines(tree)).toEqual(['barn 1', 'house 5', ' attic 1', ' kitchen 3', '  lamp 3']);
    expect(tree.topics).toBe(4);
  });

  it('hides what is below a closed level', () => {
    const tree = new TopicTree();
    tree.apply(message('a/b'));
    expect(tree.rows(() => false).map(({ node, expanded }) => [node.path, expanded])).toEqual([['a', false]]);
  });

  it('tells topics apart that differ in an empty level', () => {
    const tree = new TopicTree();
    tree.apply(message('/a'));
    tree.apply(message('a'));
    tree.apply(message('a/'));
    expect(tree.topics).toBe(3);
    expect(tree.find('/a')?.path).toBe('/a');
    expect(tree.find('a/')?.path).toBe('a/');
  });

  it('is not confused by names that objects have', () => {
    const tree = new TopicTree();
    tree.apply(message('__proto__/constructor'));
    expect(tree.find('__proto__/constructor')?.count).toBe(1);
    expect(tree.find('toString')).toBeUndefined();
  });

  it('keeps the newest messages of a topic', () => {
    const tree = new TopicTree();
    for (let i = 0; i < HISTORY_LENGTH + 5; i++) {
      tree.apply(message('a', { payload: String(i) }));
    }
    expect(tree.find('a')?.history.map((each) => each.payload).slice(0, 2)).toEqual(['24', '23']);
    expect(tree.find('a')?.history).toHaveLength(HISTORY_LENGTH);
  });

  it('shows a bounded number of topics and counts the messages of the others', () => {
    const tree = new TopicTree();
    for (let i = 0; i < TOPIC_LIMIT + 10; i++) {
      tree.apply(message(`t/${i}`));
    }
    tree.apply(message('t/1'));
    expect([tree.topics, tree.hidden, tree.find('t/1')?.count]).toEqual([TOPIC_LIMIT, 10, 2]);
    expect(tree.find(`t/${TOPIC_LIMIT + 1}`)).toBeUndefined();
  });

  it('takes a retained message that is told twice once, and learns its time', () => {
    const tree = new TopicTree();
    tree.apply(message('a', { retain: true, time: null }));
    tree.apply(message('a', { retain: true, time: '2026-03-01T00:00:00.000Z' }));
    expect(tree.find('a')).toMatchObject({ count: 1, newest: '2026-03-01T00:00:00.000Z' });
    expect(tree.root.newest).toBe('2026-03-01T00:00:00.000Z');
  });

  it('does not put a retained message over a live one', () => {
    const tree = new TopicTree();
    tree.apply(message('a', { payload: 'live' }));
    tree.apply(message('a', { payload: 'kept', retain: true, time: null }));
    expect(tree.find('a')?.history.map((each) => each.payload)).toEqual(['live']);
  });

  it('shows what a retained message became while watching was paused', () => {
    const tree = new TopicTree();
    tree.apply(message('a', { payload: 'off', retain: true, time: '2026-03-01T00:00:00.000Z' }));
    tree.apply(message('a', { payload: 'on', retain: true, time: null }));
    expect(tree.find('a')?.history[0]?.payload).toBe('on');
  });
});

describe('an event of the stream', () => {
  it('is a message that stands for several', () => {
    const data = { topic: 'a', payload: 'AA==', encoding: 'base64', truncated: false, size: 1, qos: 1, retain: false, time: '2026-03-08T12:00:00.000Z', count: 7 };
    expect(messageOf(data)).toEqual({ count: 7, message: message('a', { payload: 'AA==', encoding: 'base64', qos: 1 }) });
  });

  it('does not date a retained message by when it was told', () => {
    expect(messageOf({ topic: 'a', payload: '1', size: 1, retain: true, time: '2026-03-08T12:00:00.000Z' })?.message.time).toBeNull();
  });

  it('is none when it only counts what was dropped', () => {
    expect([messageOf({ dropped: 5 }), messageOf(null), messageOf('x')]).toEqual([undefined, undefined, undefined]);
  });
});
