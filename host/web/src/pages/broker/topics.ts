import { t } from '../../text/text.js';

const MAXIMUM_BYTES = 65_535;
const MAXIMUM_LEVELS = 128;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with a topic to publish to; "" when nothing is. */
export function topicProblem(topic: string): string {
  if (topic === '') {
    return t('broker.enterATopicEG');
  }
  if (/[+#]/.test(topic)) {
    return t('broker.aTopicToPublish');
  }
  if (topic.includes('\0')) {
    return t('broker.aTopicHasNoNull');
  }
  if (topic === '$SYS' || topic.startsWith('$SYS/') || topic === 'pihub/$hub' || topic.startsWith('pihub/$hub/')) {
    return t('broker.topicsBelowPihubHub');
  }
  return bytes(topic) > MAXIMUM_BYTES ? t('broker.aTopicHasAtMost') : '';
}

/** What is wrong with a topic filter; "" when nothing is. */
export function filterProblem(filter: string): string {
  if (filter === '') {
    return t('broker.enterAFilterMeansAll');
  }
  const levels = filter.split('/');
  if (levels.some((level, i) => level.includes('#') && (level !== '#' || i !== levels.length - 1))) {
    return t('broker.standsAloneAsTheLast');
  }
  if (levels.some((level) => level.includes('+') && level !== '+')) {
    return t('broker.fillsAWholeLevelGarden');
  }
  if (levels[0] === '$share') {
    return t('broker.aSharedSubscriptionCannot');
  }
  return filter.includes('\0') || filter.length > 1000 || levels.length > MAXIMUM_LEVELS ? t('broker.thisFilterIsTooLong') : '';
}
