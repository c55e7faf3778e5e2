import { describe, expect, it } from 'vitest';
import { hasRole } from '../src/api/auth.js';
import { publicationOf, publishProblems, type PublishInput } from '../src/pages/broker/publication.js';
import { tabOf } from '../src/pages/broker/tabs.js';
import { filterProblem, topicProblem } from '../src/pages/broker/topics.js';

const input = (change: Partial<PublishInput>): PublishInput => ({ topic: 'a', payload: '', encoding: 'text', qos: 0, retain: false, ...change });

describe('the publish form', () => {
  it.each([['garden/pump', true], ['/', true], ['', false], ['a/+', false], ['a#', false], ['a\0', false], ['$SYS/broker', false], ['pihub/$hub/status', false],
    ['pihub/$hubble', true], ['ä'.repeat(32_768), false]])('takes the topic %j: %s', (topic, good) => {
    expect(topicProblem(topic) === '').toBe(good);
  });

  it.each([['', true], ['AP8=', true], ['AP 8=\n', true], ['AP8', false], ['not base64', false]])('takes the base64 %j: %s', (payload, good) => {
    expect(publishProblems(input({ payload, encoding: 'base64' })).payload === '').toBe(good);
  });

  it('takes any text', () => {
    expect(publishProblems(input({ payload: 'not base64' })).payload).toBe('');
  });

  it('sends text as typed and base64 without white space', () => {
    expect(publicationOf(input({ payload: ' a\n' })).payload).toBe(' a\n');
    expect(publicationOf(input({ payload: 'AP\n8=', encoding: 'base64' })).payload).toBe('AP8=');
  });
});

describe('a topic filter', () => {
  it.each([['#', true], ['+', true], ['a/+/b/#', true], ['/#', true], ['$SYS/#', true], ['', false], ['a#', false], ['#/a', false], ['a/b+', false],
    ['$share/g/a', false], [`a${'/b'.repeat(128)}`, false]])('%j is one: %s', (filter, good) => {
    expect(filterProblem(filter) === '').toBe(good);
  });
});

describe('the parts of the page', () => {
  it('are named by the address', () => {
    expect([tabOf('/broker', ''), tabOf('/broker', '?tab=topics'), tabOf('/broker', '?tab=nonsense'), tabOf('/rejected', '')]).toEqual(
      ['overview', 'topics', 'overview', 'rejected']);
  });
});

describe('a role', () => {
  it('may what the ones below it may', () => {
    expect([hasRole('owner', 'admin'), hasRole('installer', 'operator'), hasRole('installer', 'admin'), hasRole('viewer', 'operator'), hasRole('', 'operator')]).toEqual(
      [true, true, false, false, false]);
  });
});
