import { css } from 'lit';

/** How a form of settings looks. */
export const settingsStyles = css`
  :host { display: block; max-width: 60rem; }
  form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  section { display: grid; gap: 0.35rem; padding: 1.1rem 1.25rem 1.35rem; min-width: 0; }
  .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.1rem 1.75rem; align-items: start; padding-top: 0.35rem; }
  .fields .table, .fields .list { grid-column: 1 / -1; }
  .none { margin-top: 1rem; }
  .notice { display: grid; gap: 0.6rem; padding: 0.65rem 0.9rem; margin-bottom: 1rem; border-radius: var(--radius-s); background: var(--surface-2); font-size: 0.9375rem; }
  .notice.bad { background: var(--bad-soft); color: var(--bad); font-weight: 500; }
  .bar {
    position: sticky; bottom: 0.75rem; z-index: 5; display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem; padding: 0.65rem 0.9rem; border: 1px solid var(--line);
    border-radius: var(--radius); background: var(--surface); box-shadow: var(--shadow);
  }
  .bar span { margin-right: auto; font-size: 0.9375rem; color: var(--text-2); }
  .bar.dirty { border-color: var(--accent); }
  .bar.dirty span { color: var(--text); font-weight: 550; }
  .bar .saved { color: var(--ok); font-weight: 550; }
  @media (max-width: 860px) {
    .bar { bottom: calc(4.75rem + env(safe-area-inset-bottom)); }
  }
  @media (max-width: 640px) {
    section { padding: 0.9rem 1rem 1.1rem; }
  }
`;
