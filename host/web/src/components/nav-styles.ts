import { css } from 'lit';

/** The looks of `ph-nav`: a sidebar from 861 px up, two bars below. */
export const navStyles = css`
  a, .bottom button { color: var(--text-2); text-decoration: none; font-weight: 550; }
  .side {
    position: sticky; top: 0; display: flex; flex-direction: column; height: 100dvh; padding: 1.1rem 0.85rem; overflow-y: auto;
    border-right: 1px solid var(--line); background: var(--surface);
  }
  .head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.4rem; padding: 0 0 1.1rem 0.55rem; }
  .status { display: flex; align-items: center; gap: 0.25rem; }
  .head .status { justify-content: space-between; width: 100%; }
  .head ph-hub-status { margin-left: -0.7rem; }
  .brand { border-radius: 8px; }
  .side li a, .sheet li a {
    display: flex; align-items: center; gap: 0.75rem; min-height: 2.6rem; padding: 0.35rem 0.75rem; border-radius: var(--radius-s); font-size: 0.9375rem;
  }
  .side li a:hover, .sheet li a:hover { background: var(--surface-2); color: var(--text); }
  .side li a[aria-current], .sheet li a[aria-current] { background: var(--accent-soft); color: var(--accent); }
  .side li + li, .sheet li + li { margin-top: 0.15rem; }
  .group { padding: 0.35rem 0 0.35rem; }
  .group .title {
    display: block; padding: 0.2rem 0.75rem 0.25rem; color: var(--text-2); font-size: 0.75rem; font-weight: 600; letter-spacing: 0.01em;
  }
  .side .group li a { padding-left: 0.75rem; min-height: 2.3rem; font-size: 0.9rem; }
  .group ph-icon { width: 1.1rem; height: 1.1rem; margin: 0 0.075rem; }
  .foot { display: grid; gap: 0.7rem; margin-top: auto; padding: 1.25rem 0.55rem 0; justify-items: start; }
  .who { display: flex; align-items: center; justify-content: space-between; width: 100%; }
  .me { display: grid; line-height: 1.3; min-width: 0; overflow-wrap: anywhere; padding: 0.3rem 0.6rem; margin-left: -0.6rem; border-radius: var(--radius-s); color: var(--text); }
  .me:hover, .me[aria-current] { background: var(--surface-2); }
  .top, .bottom { display: none; }
  @media (max-width: 860px) {
    .side { display: none; }
    .top { display: flex; align-items: center; justify-content: space-between; padding: 0.7rem 0.6rem 0.35rem 1rem; }
    .bottom {
      position: fixed; inset: auto 0 0; z-index: 20; display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); background: var(--surface);
      border-top: 1px solid var(--line); padding: 0.3rem 0.25rem calc(0.3rem + env(safe-area-inset-bottom));
    }
    .bottom a, .bottom button {
      display: grid; justify-items: center; align-content: center; gap: 0.15rem; min-height: 3.25rem; padding: 0; border: 0; border-radius: 12px;
      background: none; font-size: 0.6875rem; line-height: 1.2;
    }
    .bottom ph-icon { width: 1.45rem; height: 1.45rem; }
    .bottom a[aria-current], .bottom button.current { color: var(--accent); background: var(--accent-soft); }
    .bottom :focus-visible { outline-offset: -3px; border-radius: 12px; }
  }
`;
