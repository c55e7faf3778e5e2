import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/http.js';
import { formErrors } from '../../components/form-errors.js';
import { openTour } from '../tour/tour-state.js';
import { alone } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-brand.js';
import '../../components/ph-theme-toggle.js';
import { STEPS, stepOf, type SetupDraft, type Step } from './draft.js';
import { defaultsFor } from './hub-defaults.js';
import './ph-setup-code.js';
import './ph-setup-devices.js';
import './ph-setup-hub.js';
import './ph-setup-owner.js';
import './ph-setup-restore.js';

/** The first start: four questions, one after the other. Fires `signed-in` when the hub has its owner. */
@customElement('ph-setup-page')
export class PhSetupPage extends LitElement {
  static override readonly styles = [
    shared,
    alone,
    css`
      .card { --alone: 34rem; display: grid; gap: 1.1rem; }
      ol { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.4rem; margin: 0; padding: 0; list-style: none; }
      ol li { padding-top: 0.5rem; border-top: 4px solid var(--surface-3); font-size: 0.8125rem; color: var(--text-2); overflow-wrap: anywhere; }
      ol li.past { border-color: var(--accent); }
      ol li[aria-current] { border-color: var(--accent); color: var(--text); font-weight: 600; }
      @media (max-width: 640px) { ol li { font-size: 0.6875rem; } }
    `,
  ];

  @state() private step: Step | 'restore' = 'code';
  @state() private error: ApiError | undefined;
  @state() private draft: SetupDraft = { code: '', user_name: '', password: '', again: '', general: defaultsFor(navigator.language), demo_devices: false };

  protected override render() {
    const { step } = this;
    const shown = step === 'restore' ? 'code' : step;
    const at = STEPS.indexOf(shown);
    return html`
      <main class="alone">
        <ph-brand></ph-brand>
        <div class="card">
          <ol aria-label=${t('setup.steps')}>${STEPS.map((each, i) => html`<li class=${i < at ? 'past' : ''} aria-current=${each === shown ? 'step' : nothing}>${t(`setup.${each}`)}</li>`)}</ol>
          <h1 tabindex="-1">${step === 'restore' ? t('setup.restore') : t(`setup.${step}.title`)}</h1>
          ${this.#content(step)}
        </div>
        <footer><ph-theme-toggle></ph-theme-toggle></footer>
      </main>`;
  }

  #content(step: Step | 'restore') {
    const back = (to: Step) => (): void => this.#go(to);
    const answered = (to: Step) => (event: CustomEvent<Partial<SetupDraft>>): void => {
      this.draft = { ...this.draft, ...event.detail };
      this.error = undefined;
      this.#go(to);
    };
    switch (step) {
      case 'code':
        return html`<ph-setup-code .code=${this.draft.code} .error=${this.error} @answered=${answered('owner')} @restore=${(event: CustomEvent<{ code: string }>) => {
          this.draft = { ...this.draft, code: event.detail.code };
          this.#go('restore');
        }}></ph-setup-code>`;
      case 'restore':
        return html`<ph-setup-restore .code=${this.draft.code} @back=${back('code')}></ph-setup-restore>`;
      case 'owner':
        return html`<ph-setup-owner .draft=${this.draft} .error=${this.error} @answered=${answered('hub')} @back=${back('code')}></ph-setup-owner>`;
      case 'hub':
        return html`<ph-setup-hub .draft=${this.draft} .error=${this.error} @answered=${answered('devices')} @back=${back('owner')}></ph-setup-hub>`;
      case 'devices':
        return html`<ph-setup-devices .draft=${this.draft} @answered=${answered('devices')} @back=${back('hub')} @done=${this.#done}
          @refused=${(event: CustomEvent<ApiError>) => this.#refused(event.detail)}></ph-setup-devices>`;
    }
  }

  #go(step: Step | 'restore'): void {
    const moved = step !== this.step;
    this.step = step;
    if (moved) {
      // Reading goes on at the heading of the new step.
      void this.updateComplete.then(() => this.renderRoot.querySelector('h1')?.focus());
    }
  }

  /** Leads back to the step whose answer the hub refused. */
  #refused(error: ApiError): void {
    this.error = error;
    this.#go(error.status === 401 ? 'code' : stepOf((fields) => fields.some((field) => formErrors(error, fields).of(field) !== '')));
  }

  readonly #done = (): void => {
    openTour();
    this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true, composed: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-setup-page': PhSetupPage;
  }
}
