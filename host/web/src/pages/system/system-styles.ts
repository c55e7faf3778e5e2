import { css } from 'lit';

/** Tiles of figures and lists of facts. */
export const systemStyles = css`
  :host { display: block; min-width: 0; }
  h2 { margin-bottom: 0.7rem; }
  h3.over { margin: 1.25rem 0 0.5rem; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: 0.9rem; }
  .tile { display: grid; gap: 0.15rem; align-content: start; padding: 0.9rem 1.1rem; }
  .tile { min-width: 0; }
  .tile h3 { color: var(--text-2); font-size: 0.875rem; font-weight: 550; overflow-wrap: anywhere; hyphens: auto; }
  .value { font-size: 1.6rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  .value .unit { font-size: 0.95rem; font-weight: 450; letter-spacing: 0; color: var(--text-2); }
  .name .value { font-size: 1.05rem; line-height: 1.4; letter-spacing: 0; }
  .bad .value { color: var(--bad); }
  .warn .value { color: var(--warn); }
  .list { padding: 0.4rem 1.1rem; }
  .list li { display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr) auto; gap: 0.2rem 1rem; padding: 0.6rem 0; overflow-wrap: anywhere; }
  .list .badge { justify-self: start; }
  .list li + li { border-top: 1px solid var(--line); }
  @media (max-width: 640px) {
    .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; }
    .tile { padding: 0.75rem 0.85rem; }
    .value { font-size: 1.3rem; }
    .list { padding: 0.3rem 0.9rem; }
    .list li { grid-template-columns: minmax(0, 1fr); }
  }
`;
