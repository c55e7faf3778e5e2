const MAXIMUM_BYTES = 65_535;
const MAXIMUM_LEVELS = 128;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with a topic to publish to; "" when nothing is. */
export function topicProblem(topic: string): string {
  if (topic === '') {
    return 'Enter a topic, e.g. garden/pump/set.';
  }
  if (/[+#]/.test(topic)) {
    return 'A topic to publish to has no wildcards: no + and no #.';
  }
  if (topic.includes('\0')) {
    return 'A topic has no null character.';
  }
  if (topic === '$SYS' || topic.startsWith('$SYS/') || topic === 'pihub/$hub' || topic.startsWith('pihub/$hub/')) {
    return 'Topics below pihub/$hub/ and $SYS/ are the hub’s own.';
  }
  return bytes(topic) > MAXIMUM_BYTES ? 'A topic has at most 65,535 bytes.' : '';
}

/** What is wrong with a topic filter; "" when nothing is. */
export function filterProblem(filter: string): string {
  if (filter === '') {
    return 'Enter a filter; # means all topics.';
  }
  const levels = filter.split('/');
  if (levels.some((level, i) => level.includes('#') && (level !== '#' || i !== levels.length - 1))) {
    return '# stands alone, as the last level: garden/#.';
  }
  if (levels.some((level) => level.includes('+') && level !== '+')) {
    return '+ fills a whole level: garden/+/state.';
  }
  if (levels[0] === '$share') {
    return 'A shared subscription cannot be watched.';
  }
  return filter.includes('\0') || filter.length > 1000 || levels.length > MAXIMUM_LEVELS ? 'This filter is too long.' : '';
}
