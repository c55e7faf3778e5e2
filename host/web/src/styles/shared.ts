import { css } from 'lit';

/** What every element of the web admin looks like: text, links, buttons, fields, cards, badges. */
export const shared = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { font-family: var(--font); color: var(--text); }
  :host([hidden]), [hidden] { display: none !important; }
  h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
  h1 { font-size: 1.5rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
  h2 { font-size: 1.0625rem; line-height: 1.35; font-weight: 650; letter-spacing: -0.005em; }
  h3 { font-size: 0.9375rem; line-height: 1.4; font-weight: 650; }
  ul { list-style: none; }
  a { color: var(--accent); text-underline-offset: 0.18em; }
  code, pre { font-family: var(--mono); font-size: 0.875em; }
  .muted { color: var(--text-2); }
  .small { font-size: 0.875rem; }
  .num { font-variant-numeric: tabular-nums; }
  .sr-only {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
  .card {
    background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow);
  }
  .page-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin-bottom: 1.25rem; }
  .page-head h1 { margin-right: auto; }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
  .stack { display: grid; gap: 1rem; }

  button, .button {
    font: inherit; font-size: 0.9375rem; font-weight: 550; line-height: 1.25; display: inline-flex; align-items: center;
    justify-content: center; gap: 0.45rem; min-height: 2.5rem; padding: 0.4rem 0.95rem; border-radius: var(--radius-s);
    border: 1px solid var(--line-strong); background: var(--surface); color: var(--text); cursor: pointer; text-decoration: none;
    transition: background-color 120ms, border-color 120ms;
  }
  button:hover, .button:hover { background: var(--surface-2); }
  button:focus-visible, .button:focus-visible { border-radius: var(--radius-s); }
  button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
  button.danger { background: var(--bad); border-color: var(--bad); color: var(--on-bad); }
  button.danger:hover { background: var(--bad-hover); border-color: var(--bad-hover); }
  button.danger-ghost { color: var(--bad); border-color: var(--bad); }
  button.ghost { border-color: transparent; background: none; }
  button.ghost:hover { background: var(--surface-2); }
  button.icon { width: 2.5rem; padding: 0; flex: none; }
  button:disabled { opacity: 0.55; cursor: not-allowed; }

  label, .label { font-size: 0.875rem; font-weight: 550; }
  .field { display: grid; gap: 0.3rem; align-content: start; min-width: 0; }
  .hint { font-size: 0.8125rem; color: var(--text-2); font-weight: 400; }
  .field-error { font-size: 0.8125rem; color: var(--bad); font-weight: 550; }
  input:not([type='checkbox'], [type='radio']), select, textarea {
    font: inherit; width: 100%; min-height: 2.5rem; padding: 0.4rem 0.7rem; border-radius: var(--radius-s);
    border: 1px solid var(--line-strong); background: var(--surface); color: var(--text);
  }
  input:focus-visible, select:focus-visible, textarea:focus-visible { outline-offset: 0; border-radius: var(--radius-s); }
  input[aria-invalid='true'], textarea[aria-invalid='true'], select[aria-invalid='true'] { border-color: var(--bad); }
  textarea { font-family: var(--mono); font-size: 0.875rem; line-height: 1.5; resize: vertical; }
  input[type='checkbox'], input[type='radio'] { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--accent); flex: none; }

  .badge {
    display: inline-flex; align-items: center; gap: 0.35rem; font-size: 0.8125rem; font-weight: 600; line-height: 1.3;
    padding: 0.15rem 0.6rem; border-radius: 99px; background: var(--surface-2); color: var(--text-2); white-space: nowrap;
  }
  .badge.ok { background: var(--ok-soft); color: var(--ok); }
  .badge.warn { background: var(--warn-soft); color: var(--warn); }
  .badge.bad { background: var(--bad-soft); color: var(--bad); }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; }
  }
`;
