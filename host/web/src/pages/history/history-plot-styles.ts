import { css } from 'lit';

export const historyPlotStyles = css`
  :host { display: block; min-width: 0; }
  .plots { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.6rem; padding: 0.9rem 1.1rem 1.1rem; min-width: 0; --plot-height: 24rem; }
  .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; }
  .bar .span { margin-right: auto; font-size: 0.875rem; }
  .tools { display: inline-flex; align-items: center; gap: 0.25rem; }
  .tools .reset { margin-right: 0.25rem; white-space: nowrap; }
  .live { gap: 0.5rem; padding: 0.3rem 0.8rem; border-color: var(--line); border-radius: 99px; font-size: 0.875rem; }
  .live i { width: 0.55rem; height: 0.55rem; border-radius: 50%; background: var(--line-strong); }
  .live[aria-pressed='true'] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); }
  .live[aria-pressed='true'] i { background: var(--accent); animation: beat 2s ease-in-out infinite; }
  @keyframes beat { 50% { opacity: 0.25; } }
  .choice { display: inline-flex; align-items: center; }
  .choice .hint { margin-right: 0.5rem; }
  .choice button { min-height: 2.1rem; padding: 0.2rem 0.75rem; font-size: 0.875rem; border-color: var(--line); border-radius: 0; }
  .choice button:first-of-type { border-radius: var(--radius-s) 0 0 var(--radius-s); }
  .choice button:last-of-type { border-radius: 0 var(--radius-s) var(--radius-s) 0; border-left: 0; }
  .choice button[aria-pressed='true'] { background: var(--accent-soft); color: var(--accent); }
  .busy { position: absolute; inset: 0 0 auto; height: 3px; border-radius: 3px; overflow: hidden; }
  .busy::after { content: ''; display: block; width: 30%; height: 100%; background: var(--accent); animation: slide 1s ease-in-out infinite alternate; }
  @keyframes slide { to { transform: translateX(240%); } }
  .go { padding-top: 0.75rem; }
  .fine { font-size: 0.8125rem; color: var(--text-2); }
  .files { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; padding-top: 0.35rem; }
  .files ph-icon { width: 1.1rem; height: 1.1rem; }
  .files .import { margin-left: auto; }
  @media (pointer: coarse) { .mouse { display: none; } }
  @media (max-width: 640px) {
    .plots { --plot-height: 17rem; padding: 0.75rem 0.75rem 1rem; }
    .bar .span { flex-basis: 100%; font-size: 0.8125rem; }
    .tools { flex: 1 1 100%; justify-content: space-between; }
    .files .hint { flex-basis: 100%; }
  }
`;
