import { css } from 'lit';

/** A list of log lines with its filters. */
export const logStyles = css`
  :host { display: block; }
  .tools { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem; align-items: end; margin-bottom: 0.75rem; }
  .tools .row { flex-wrap: wrap; }
  .log { position: relative; overflow: hidden; }
  ol { list-style: none; margin: 0; padding: 0.5rem 0; height: min(68dvh, 46rem); overflow-y: auto; overscroll-behavior: contain; font: 0.8125rem/1.5 var(--mono); }
  ol:focus-visible { outline-offset: -3px; }
  li { position: relative; display: grid; grid-template-columns: auto 3.2rem minmax(0, 1fr); gap: 0 0.75rem; padding: 0.1rem 2.6rem 0.1rem 1rem; overflow-wrap: anywhere; }
  li.day, li.older { display: block; padding: 0.4rem 1rem 0.2rem; color: var(--text-2); font-family: var(--font); font-weight: 600; }
  li.older { text-align: center; font-weight: 400; }
  .time, .category { color: var(--text-2); }
  .level { font-weight: 600; color: var(--text-2); }
  .warning { background: var(--warn-soft); }
  .warning .level { color: var(--warn); }
  .error, .critical { background: var(--bad-soft); }
  .error .level, .critical .level { color: var(--bad); }
  .badge { font-family: var(--font); padding: 0 0.5rem; text-decoration: none; }
  details { white-space: pre-wrap; color: var(--text-2); }
  summary { cursor: pointer; white-space: normal; }
  button.copy { position: absolute; right: 0.4rem; top: 0; min-height: 1.5rem; width: 1.8rem; opacity: 0; }
  li:hover button.copy, button.copy:focus-visible { opacity: 1; }
  @media (hover: none) { button.copy { opacity: 0.7; } }
  .newest { position: absolute; right: 1rem; bottom: 1rem; box-shadow: var(--shadow-high); }
  .count { margin-top: 0.5rem; }
  @media (max-width: 640px) {
    .tools { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .tools .row { grid-column: 1 / -1; }
    .tools .row button { flex: 1; }
    li { grid-template-columns: auto minmax(0, 1fr); padding: 0.3rem 2.4rem 0.3rem 0.8rem; }
    .text { grid-column: 1 / -1; }
    ol { height: 56dvh; }
  }
`;
