import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { getSystem, type SystemState } from '../../api/system.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-dependencies.js';
import './ph-diagnostics.js';
import './ph-machine.js';
import './ph-network.js';
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

  @property() userRole = '';
  @state() private diagnostics = false;
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
      <div class="page-head"><h1>${t('system.title')}</h1>
        ${hasRole(this.userRole, 'admin') ? html`<button @click=${() => { this.diagnostics = true; }}><ph-icon .name=${'download' as const}></ph-icon>${t('system.diagnostics')}</button>` : nothing}</div>
      ${this.diagnostics ? html`<ph-diagnostics @closed=${() => { this.diagnostics = false; }}></ph-diagnostics>` : nothing}
      ${renderLoaded(this.#system, (system) => this.#content(system), 4)}
    `;
  }

  #content(system: SystemState) {
    const { storage } = system;
    const warning = storage.disk?.warning ?? null;
    return html`
      ${storage.state === 'ok' ? nothing : html`<ph-notice kind="error" compact heading=${t('system.notRecording')}>${storage.message} ${t('system.notAcknowledged')}</ph-notice>`}
      ${storage.troubles.map((trouble) => html`<ph-notice kind="error" compact heading=${t('system.backgroundTrouble')}>${trouble}</ph-notice>`)}
      ${warning === null ? nothing : html`<ph-notice kind="error" compact heading=${t('system.diskFull')}>${warning}</ph-notice>`}
      ${storage.damages.length === 0 ? nothing : html`<ph-notice kind="info" compact heading=${t('system.damaged')}>${t('system.damagedHint')}</ph-notice>`}
      <div class="parts">
        <ph-storage .storage=${storage}></ph-storage>
        <ph-write-budget .budget=${system.write_budget} .commitWindowMs=${storage.commit_window_ms}></ph-write-budget>
        <ph-machine .system=${system}></ph-machine>
        <ph-dependencies .service=${system.service}></ph-dependencies>
        ${hasRole(this.userRole, 'installer') ? html`<ph-network></ph-network>` : nothing}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-system-page': PhSystemPage;
  }
}
