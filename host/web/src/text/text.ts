import en from './en.json';
import { hubLocale } from '../format/hub.js';
import { getLanguage, type Language } from './language.js';

export type TextKey = keyof typeof en;
/** A key whose text depends on a number: the file has it with `.one` and with `.other`. */
export type CountKey = { [K in TextKey]: K extends `${infer Name}.other` ? Name : never }[TextKey];
type Values = Readonly<Record<string, string | number>>;

const language: Language = getLanguage();
// Fetched before anything is drawn, so that texts may stand in constants too; English is there at once.
const texts: Readonly<Record<TextKey, string>> = language === 'de' ? { ...en, ...(await import('./de.json')).default } : en;
const plurals = new Intl.PluralRules(language);

/** The text of a key in the reader's language; `{name}` in it becomes the value of that name. */
export function t(key: TextKey, values: Values = {}): string {
  return fill(texts[key], values);
}

/** The text for a number of things; `{count}` in it is the number as people write it. */
export function tCount(key: CountKey, count: number, values: Values = {}): string {
  const exact = `${key}.${plurals.select(count)}`;
  const text = exact in texts ? texts[exact as TextKey] : texts[`${key}.other`];
  return fill(text, { count: count.toLocaleString(hubLocale()), ...values });
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
