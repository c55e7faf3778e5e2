import { css } from 'lit';

/** A table on a desktop, a card a series on a phone. */
export const seriesTableStyles = css`
  :host { display: block; position: relative; min-width: 0; overflow-x: auto; }
  .when { color: var(--text-2); font-size: 0.8125rem; padding: 0.25rem 0 0.4rem; }
  table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
  table[aria-busy='true'] td:not(.now, .acts) { opacity: 0.5; }
  th, td { padding: 0.3rem 0.4rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; }
  thead th { border: 0; color: var(--text-2); font-size: 0.8125rem; font-weight: 550; }
  th:first-child { text-align: left; padding-left: 0; }
  tbody th { font-weight: 550; width: 20%; min-width: 9.5rem; }
  .name { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.55rem; justify-content: start; text-align: left; width: 100%; padding: 0.3rem 0.4rem; min-height: 2.2rem; white-space: normal; font-size: 0.9375rem; }
  .name i { width: 0.9rem; height: 0.9rem; border-radius: 4px; }
  .unit { color: var(--text-2); font-weight: 400; }
  .focused .name { background: var(--surface-2); }
  .now { font-weight: 650; font-size: 0.9375rem; }
  .band { display: block; font-weight: 400; font-size: 0.8125rem; color: var(--text-2); }
  .hidden .name span, .hidden .wait { opacity: 0.6; }
  .hidden i { opacity: 0.3; }
  .wait { text-align: center; color: var(--text-2); }
  .fault { text-align: left; color: var(--bad); white-space: normal; }
  .device { display: block; font-weight: 400; font-size: 0.8125rem; color: var(--text-2); }
  .band.some { color: var(--warn); }
  .acts { position: sticky; right: 0; padding: 0 0 0 0.3rem; width: 1%; background: var(--surface); }
  .acts button { width: 2.2rem; min-height: 2.2rem; }
  .acts ph-icon { width: 1.15rem; height: 1.15rem; color: var(--text-2); }
  @media (max-width: 760px) {
    thead { display: none; }
    table, tbody { display: block; }
    tr { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0.3rem 0.6rem; font-size: 0.8125rem; padding: 0.5rem 0 0.7rem; border-top: 1px solid var(--line); align-items: start; }
    th, td { border: 0; padding: 0; text-align: left; white-space: normal; }
    tbody th { grid-column: 1 / 4; width: auto; min-width: 0; }
    .acts { grid-row: 1; grid-column: 4; text-align: right; white-space: nowrap; }
    td[data-head]::before { content: attr(data-head); display: block; font-size: 0.75rem; font-weight: 400; color: var(--text-2); }
    .now { grid-column: 1 / -1; display: flex; gap: 0.6rem; align-items: baseline; min-width: 0; font-size: 1.125rem; }
    td.now::before { display: none; }
    td[data-head='Covered'] { grid-column: span 2; }
    .name { padding-left: 0; }
    .acts { position: static; }
    .wait, .fault { grid-column: 1 / -1; text-align: left; }
  }
`;
