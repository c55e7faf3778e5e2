import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getSystem, type SystemState } from '../../api/system.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-notice.js';
import './ph-machine.js';
import './ph-storage.js';
import './ph-write-budget.js';

/** The figures are asked for again this often while they are looked at. */
const REFRESH_MS = 10_000;

/** How the machine and the storage do. */
@customElement('ph-system-page')
export class PhSystemPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      ph-notice { margin-bottom: 1rem; }
      .parts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.75rem; }
    `,
  ];

  readonly #system = new Loader<SystemState>(this, getSystem);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new LiveController(this, { topics: () => [], onEvent: () => undefined, onResync: () => void this.#system.reload() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (!document.hidden) {
        void this.#system.reload();
      }
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render() {
    return html`
      <div class="page-head"><h1>System</h1></div>
      ${renderLoaded(this.#system, (system) => this.#content(system), 4)}
    `;
  }

  #content(system: SystemState) {
    const { storage } = system;
    const warning = storage.disk?.warning ?? null;
    return html`
      ${storage.state === 'ok' ? nothing : html`<ph-notice kind="error" compact heading="Readings are not being recorded">${storage.message} Nothing is acknowledged meanwhile.</ph-notice>`}
      ${storage.troubles.map((trouble) => html`<ph-notice kind="error" compact heading="Something in the background does not work">${trouble}</ph-notice>`)}
      ${warning === null ? nothing : html`<ph-notice kind="error" compact heading="The disk is running full">${warning}</ph-notice>`}
      ${storage.damages.length === 0 ? nothing : html`<ph-notice kind="info" compact heading="Damaged parts of the store were found">What was lost is listed below. Everything else is whole.</ph-notice>`}
      <div class="parts">
        <ph-storage .storage=${storage}></ph-storage>
        <ph-write-budget .budget=${system.write_budget} .commitWindowMs=${storage.commit_window_ms}></ph-write-budget>
        <ph-machine .system=${system}></ph-machine>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-system-page': PhSystemPage;
  }
}
