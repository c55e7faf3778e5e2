import { css } from 'lit';

/** A line of links to the parts of a page. */
export const tabs = css`
  nav.tabs { display: flex; gap: 0.25rem; margin-bottom: 1.25rem; border-bottom: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; }
  nav.tabs a {
    flex: none; display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; padding: 0 0.9rem; border-bottom: 3px solid transparent;
    color: var(--text-2); font-size: 0.9375rem; font-weight: 550; text-decoration: none;
  }
  nav.tabs a:hover { color: var(--text); }
  nav.tabs a[aria-current] { color: var(--accent); border-bottom-color: var(--accent); }
  nav.tabs a:focus-visible { outline-offset: -3px; }
`;
