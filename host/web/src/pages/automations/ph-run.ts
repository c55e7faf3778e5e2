import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ActionStatus, Run } from '../../api/automations.js';
import { formatMoment } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { outcomeTone } from './words.js';

const STATUS_TONE: Readonly<Record<ActionStatus, string>> = { succeeded: 'ok', failed: 'bad', skipped: '', planned: '' };

/** One run of an automation: what set it off, what was checked, what was done. */
@customElement('ph-automation-run')
export class PhAutomationRun extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      summary, .line { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.75rem; }
      summary { cursor: pointer; padding: 0.6rem 0; }
      .trigger { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere; }
      ul { display: grid; gap: 0.4rem; padding: 0.1rem 0 0.8rem; }
      li { overflow-wrap: anywhere; }
      li .badge { margin-right: 0.4rem; }
    `,
  ];

  @property({ attribute: false }) run: Run | undefined;
  @property({ type: Boolean }) open = false;

  protected override render() {
    const { run } = this;
    return run === undefined ? nothing : html`
      <details ?open=${this.open}>
        <summary>
          <span class="num">${formatMoment(run.time)}</span>
          <span class="trigger muted small">${run.trigger}</span>
          <span class="badge ${outcomeTone(run.outcome)}">${t(`automations.outcome.${run.outcome}`)}</span>
        </summary>
        <ul class="small">
          ${run.conditions.map((check) => html`<li>
            <span class="badge ${check.met ? 'ok' : 'warn'}">${check.met ? t('automations.met') : t('automations.unmet')}</span>${check.text} <span class="muted">(${check.message})</span>
          </li>`)}
          ${run.actions.map((action) => html`<li>
            <span class="badge ${STATUS_TONE[action.status]}">${t(`automations.status.${action.status}`)}</span>${action.text}${action.message === null ? nothing : html` <span class="muted">(${action.message})</span>`}
          </li>`)}
          <li class="muted num">${t('automations.took', { ms: run.duration_ms })}</li>
        </ul>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-automation-run': PhAutomationRun;
  }
}
