export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'pihub-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let current: Theme = read();

function read(): Theme {
  try {
    const saved = localStorage.getItem(KEY);
    return saved === 'light' || saved === 'dark' ? saved : 'auto';
  } catch {
    // Storage may be forbidden; the system's choice is a good answer then.
    return 'auto';
  }
}

function apply(): void {
  const shown = current === 'auto' ? (dark.matches ? 'dark' : 'light') : current;
  if (document.documentElement.dataset['theme'] !== shown) {
    document.documentElement.dataset['theme'] = shown;
    window.dispatchEvent(new Event('ph-theme'));
  }
}

/** What the user chose. */
export const getTheme = (): Theme => current;

/** Shows a theme and remembers it in this browser. */
export function setTheme(theme: Theme): void {
  current = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Shown for this visit only.
  }
  apply();
}

/** Shows the chosen theme and follows the system while the choice is "auto". */
export function startTheme(): void {
  dark.addEventListener('change', apply);
  apply();
}
