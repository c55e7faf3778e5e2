import type { Encoding, Publication } from '../../api/broker-publish.js';
import { topicProblem } from './topics.js';
import { t } from '../../text/text.js';

/** What is in the publish form. */
export interface PublishInput {
  topic: string;
  payload: string;
  encoding: Encoding;
  qos: number;
  retain: boolean;
}

/** What is wrong with the form, by field; "" where nothing is. */
export interface PublishProblems {
  topic: string;
  payload: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function publishProblems({ topic, payload, encoding }: PublishInput): PublishProblems {
  const broken = encoding === 'base64' && !BASE64.test(payload.replace(/\s/g, ''));
  return { topic: topicProblem(topic), payload: broken ? t('broker.thisIsNotBase64') : '' };
}

/** The form as the hub wants it; only for a form without problems. */
export const publicationOf = (input: PublishInput): Publication => ({
  ...input,
  payload: input.encoding === 'base64' ? input.payload.replace(/\s/g, '') : input.payload,
});
