import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hasRole } from '../../api/auth.js';
import { getAutomations, switchAutomation, type Automation } from '../../api/automations.js';
import { getDevices, type Device } from '../../api/devices.js';
import { asApiError } from '../../api/http.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import '../../components/ph-switch.js';
import { EXAMPLES } from './definition.js';
import { outcomeTone, sayAction, sayTrigger, toneOf } from './words.js';

/** All automations, live. */
@customElement('ph-automations-page')
export class PhAutomationsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li.one { display: grid; grid-template-columns: auto minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr); gap: 0.4rem 1.25rem; align-items: start; padding: 0.9rem 1.25rem; }
      li.one + li.one { border-top: 1px solid var(--line); }
      h2 a { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
      h2 a:hover { text-decoration: underline; }
      .label { display: block; font-size: 0.8125rem; font-weight: 400; color: var(--text-2); }
      .what { overflow-wrap: anywhere; }
      .reason { grid-column: 2 / -1; overflow-wrap: anywhere; }
      .examples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 0.75rem; margin-top: 1.25rem; text-align: left; }
      .examples a { display: grid; gap: 0.25rem; padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: var(--radius-s); color: var(--text); text-decoration: none; background: var(--surface); }
      .examples a:hover { background: var(--surface-2); }
      @media (max-width: 760px) {
        li.one { grid-template-columns: auto minmax(0, 1fr); padding: 0.9rem 1rem; }
        li.one > :nth-child(n + 3) { grid-column: 2; }
      }
    `,
  ];

  @property() userRole = '';
  @state() private busy = '';
  @state() private failure = '';
  readonly #automations = new Loader<Automation[]>(this, getAutomations);
  readonly #devices = new Loader<Device[]>(this, getDevices);

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['automations'],
      onEvent: () => void this.#automations.reload(),
      onResync: () => void this.#automations.reload(),
    });
  }

  protected override render() {
    const mayChange = hasRole(this.userRole, 'installer');
    return html`
      <div class="page-head">
        <h1>${t('automations.heading')}</h1>
        ${mayChange ? html`<a class="button" href="/automations/new"><ph-icon .name=${'plus' as const}></ph-icon>${t('automations.new')}</a>` : nothing}
      </div>
      ${this.failure === '' ? nothing : html`<p class="field-error" role="alert">${this.failure}</p>`}
      ${renderLoaded(this.#automations, (automations) => (automations.length === 0 ? this.#empty(mayChange) : this.#list(automations, mayChange)))}
    `;
  }

  #empty(mayChange: boolean) {
    return html`
      <div class="card"><ph-notice kind="empty" heading=${t('automations.empty')}>
        ${t('automations.empty.text')}
        ${mayChange ? html`<div class="examples">${EXAMPLES.map((example) => html`
          <a href="/automations/new?example=${example}"><strong>${t(`automations.example.${example}`)}</strong><span class="small muted">${t(`automations.example.${example}.words`)}</span></a>`)}</div>` : nothing}
      </ph-notice></div>
    `;
  }

  #list(automations: readonly Automation[], mayChange: boolean) {
    const devices = this.#devices.data ?? [];
    return html`<ul class="card">${repeat(automations, (one) => one.id, (one) => html`
      <li class="one">
        ${mayChange
          ? html`<ph-switch ?on=${one.enabled} ?busy=${this.busy === one.id} label=${t('automations.switch', { name: one.name })} @toggle=${() => void this.#switch(one)}></ph-switch>`
          : html`<span></span>`}
        <div class="what">
          <h2><a href="/automations/${one.id}">${one.name}</a></h2>
          ${one.triggers.slice(0, 3).map((trigger) => html`<div class="small muted">${sayTrigger(trigger, devices)}</div>`)}
          <div class="small muted">→ ${one.actions.map((action) => sayAction(action, devices)).join('; ')}</div>
        </div>
        <div>
          <span class="badge ${toneOf(one.state)}">${t(`automations.state.${one.state}`)}</span>
          ${one.next === null ? nothing : html`<div class="small"><span class="label">${t('automations.next')}</span><ph-ago .time=${one.next}></ph-ago></div>`}
        </div>
        <div class="small">
          <span class="label">${t('automations.last')}</span>
          ${one.last_run === null ? html`<span class="muted">${t('automations.never')}</span>` : html`
            <span class="badge ${outcomeTone(one.last_run.outcome)}">${t(`automations.outcome.${one.last_run.outcome}`)}</span>
            <ph-ago .time=${one.last_run.time}></ph-ago>`}
        </div>
        ${one.reason === null ? nothing : html`<div class="reason small">${one.reason}</div>`}
      </li>`)}</ul>`;
  }

  async #switch(one: Automation): Promise<void> {
    this.busy = one.id;
    this.failure = '';
    try {
      const changed = await switchAutomation(one.id, !one.enabled);
      this.#automations.set((this.#automations.data ?? []).map((each) => (each.id === one.id ? changed : each)));
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-automations-page': PhAutomationsPage;
  }
}
