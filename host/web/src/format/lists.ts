import { getLanguage } from '../text/language.js';

/** Names one after the other as a sentence has them: "A", "A and B", "A, B and C". */
export function formatList(names: readonly string[]): string {
  // British English has no comma before the last name.
  return new Intl.ListFormat(getLanguage() === 'en' ? 'en-GB' : getLanguage()).format(names);
}
