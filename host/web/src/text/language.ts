export type Language = 'en' | 'de';

const KEY = 'pihub-language';

/** The language of the texts: what this browser's user chose, else the browser's. */
export function getLanguage(): Language {
  return chosen() ?? (navigator.language.startsWith('de') ? 'de' : 'en');
}

/** Remembers a language in this browser, or with null that it is the browser's again, and shows the page in it. */
export function setLanguage(language: Language | null): void {
  const before = getLanguage();
  try {
    if (language === null) {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, language);
    }
  } catch {
    // Storage may be forbidden; then the browser's language stays.
    return;
  }
  if (getLanguage() !== before) {
    location.reload();
  }
}

/** A language that there are texts in; null for any other. */
export const knownLanguage = (name: string): Language | null => (name === 'en' || name === 'de' ? name : null);

function chosen(): Language | undefined {
  try {
    const saved = localStorage.getItem(KEY);
    return knownLanguage(saved ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}

/** What was chosen in this browser; null when nothing was. */
export const getChosenLanguage = (): Language | null => chosen() ?? null;
