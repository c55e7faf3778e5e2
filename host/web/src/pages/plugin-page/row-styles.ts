import { css } from 'lit';

/** The looks of `ph-page-rows`: a table, and below 640 px one block a row. */
export const rowStyles = css`
  :host { display: block; min-width: 0; }
  .scroll { overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
  th, td { padding: 0.55rem 0.8rem; text-align: left; vertical-align: middle; overflow-wrap: break-word; }
  th:first-child, td:first-child { padding-left: 1.25rem; }
  th:last-child, td:last-child { padding-right: 1.25rem; }
  thead th { font-size: 0.8125rem; font-weight: 600; color: var(--text-2); white-space: nowrap; border-bottom: 1px solid var(--line); }
  tbody tr + tr > * { border-top: 1px solid var(--line); }
  tfoot td { border-top: 2px solid var(--line-strong); }
  .lead { font-weight: 550; min-width: 10rem; }
  .moment { white-space: nowrap; }
  .chosen > * { background: var(--accent-soft); }
  .numeric { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .tick { width: 1.15rem; padding-right: 0.3rem; }
  /* Where the table is wider than the page, what can be done stays in reach. */
  .acts { text-align: right; white-space: nowrap; width: 1%; position: sticky; right: 0; background: var(--surface); }
  .chosen > .acts { background: var(--accent-soft); }
  .buttons { display: inline-flex; gap: 0.4rem; align-items: center; }
  .sort { min-height: 2rem; padding: 0 0.35rem; margin: 0 -0.35rem; border: 0; background: none; color: inherit; font-size: inherit; font-weight: inherit; gap: 0.3rem; }
  .mark { font-size: 0.625rem; width: 0.7rem; }
  .numeric .sort { flex-direction: row-reverse; }
  @media (max-width: 640px) {
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    table, tbody, tfoot { display: block; }
    tbody tr, tfoot tr { position: relative; display: grid; gap: 0.2rem; padding: 0.85rem 1.1rem; }
    tbody tr + tr { border-top: 1px solid var(--line); }
    tbody tr + tr > * { border-top: 0; }
    tfoot tr { border-top: 2px solid var(--line-strong); }
    tfoot td { border-top: 0; }
    th:first-child, td:first-child, th:last-child, td:last-child, th, td { padding: 0; }
    tbody td, tfoot td, tbody .numeric, tfoot .numeric { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0.75rem; text-align: left; white-space: normal; }
    tbody td::before, tfoot td::before { content: attr(data-heading); color: var(--text-2); font-size: 0.875rem; overflow-wrap: anywhere; }
    tfoot .first::before, .acts::before, .tick::before { display: none; }
    tbody tr .empty, tfoot tr .empty, tfoot .acts, tfoot .tick { display: none; }
    tbody .lead { display: block; padding: 0 2.5rem 0.25rem 0; font-size: 1rem; font-weight: 600; }
    tbody td.tick { position: absolute; right: 1.1rem; top: 0.95rem; width: auto; display: block; }
    tfoot .first { display: block; }
    tbody .acts { display: block; position: static; width: auto; padding-top: 0.4rem; background: none; }
    th, td { overflow-wrap: anywhere; }
  }
`;
