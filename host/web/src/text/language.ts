export type Language = 'en' | 'de';

const KEY = 'pihub-language';

/** The language of the texts: what this browser's user chose, else the browser's. */
export function getLanguage(): Language {
  return chosen() ?? (navigator.language.startsWith('de') ? 'de' : 'en');
}

/** Remembers a language in this browser and shows the page in it. */
export function setLanguage(language: Language): void {
  if (language === getLanguage()) {
    return;
  }
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be forbidden; then the browser's language stays.
    return;
  }
  location.reload();
}

function chosen(): Language | undefined {
  try {
    const saved = localStorage.getItem(KEY);
    return saved === 'en' || saved === 'de' ? saved : undefined;
  } catch {
    return undefined;
  }
}
