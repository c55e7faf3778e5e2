import { css } from 'lit';

/** Forms of several fields, and pages that hold little else. */
export const forms = css`
  form { position: relative; display: grid; gap: 0.9rem; }
  input.sr-only:not([type='checkbox'], [type='radio']) { width: 1px; min-height: 0; height: 1px; padding: 0; border: 0; left: 0; }
  .field-error:empty { display: none; }
  .secret { display: flex; position: relative; }
  .secret input:not([type='checkbox'], [type='radio']) { padding-right: 2.75rem; }
  .secret button { position: absolute; right: 0; top: 0; color: var(--text-2); }
  .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr)); gap: 0.9rem; }
  fieldset { border: 0; padding: 0; margin: 0; display: grid; gap: 0.6rem; min-width: 0; }
  legend { padding: 0; margin-bottom: 0.4rem; font-size: 0.875rem; font-weight: 550; }
  .choice {
    display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.1rem 0.7rem; align-items: center; padding: 0.65rem 0.85rem; border: 1px solid var(--line-strong);
    border-radius: var(--radius-s); font-size: 0.9375rem; cursor: pointer;
  }
  .choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
  .choice:has(:disabled) { opacity: 0.6; cursor: not-allowed; }
  .choice .hint { grid-column: 2; }
  .check { display: flex; align-items: center; gap: 0.6rem; min-height: 2rem; font-weight: 450; font-size: 0.9375rem; }
  .failure { padding: 0.55rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; font-size: 0.9375rem; overflow-wrap: anywhere; }
  .success { padding: 0.55rem 0.8rem; border-radius: var(--radius-s); background: var(--ok-soft); color: var(--ok); font-weight: 500; font-size: 0.9375rem; }
  .once { padding: 0.55rem 0.8rem; border-radius: var(--radius-s); background: var(--warn-soft); color: var(--warn); font-weight: 550; font-size: 0.9375rem; }
`;

/** A page outside the shell: one card in the middle. */
export const alone = css`
  .alone { display: grid; align-content: center; justify-items: center; gap: 1.5rem; min-height: 100dvh; padding: 2rem 1rem; }
  .alone > .card { width: min(var(--alone, 26rem), 100%); padding: 1.75rem; }
  .alone h1:focus { outline: none; }
  .alone footer { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; justify-content: center; }
  @media (max-width: 640px) {
    .alone { align-content: start; gap: 1.1rem; padding: 1.5rem 0.75rem; }
    .alone > .card { padding: 1.25rem 1.1rem; }
  }
`;
