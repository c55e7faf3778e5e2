import { css } from 'lit';

/** One trigger, condition or action of the form: a sentence of fields, and the way to remove it. */
export const partStyles = css`
  :host { display: block; }
  fieldset { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; min-width: 0; margin: 0; padding: 0.9rem 1rem 1rem; border: 1px solid var(--line); border-radius: var(--radius-s); background: var(--surface); }
  .head { display: flex; align-items: center; gap: 0.5rem; }
  .head select { width: auto; min-width: 0; max-width: 100%; font-weight: 600; }
  .head button { margin-left: auto; }
  .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 11.5rem), 1fr)); gap: 0.75rem; align-items: start; }
  .wide { grid-column: 1 / -1; }
  .unit { display: flex; align-items: center; gap: 0.5rem; }
  .unit span { color: var(--text-2); white-space: nowrap; }
  .unit input { min-width: 0; }
  .days { display: flex; flex-wrap: wrap; gap: 0.35rem 0.9rem; padding: 0.35rem 0; }
  .check { display: inline-flex; align-items: center; gap: 0.4rem; min-height: 1.75rem; font-weight: 400; }
  textarea { width: 100%; min-height: 4.5rem; }
`;
