import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getAutomationRuns, type RunPage } from '../../api/automations.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import './ph-run.js';

/** The past runs of an automation, a page at a time. */
@customElement('ph-automation-history')
export class PhAutomationHistory extends LitElement {
  static override readonly styles = [shared, css`li + li { border-top: 1px solid var(--line); }`];

  @property() automation = '';
  /** The newest run; another one is news for the first page. */
  @property({ type: Number }) newest = 0;
  #before: number[] = [];
  readonly #page = new Loader<RunPage>(this, (signal) => getAutomationRuns(this.automation, this.#before.at(-1), signal));

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('newest') !== undefined && this.#before.length === 0) {
      void this.#page.reload();
    }
  }

  protected override render() {
    return renderLoaded(this.#page, ({ runs, next }) => runs.length === 0
      ? html`<ph-notice kind="empty" heading=${t('automations.runs.empty')}>${t('automations.runs.empty.text')}</ph-notice>`
      : html`
        <ul>${runs.map((run) => html`<li><ph-automation-run .run=${run}></ph-automation-run></li>`)}</ul>
        <ph-pager ?back=${this.#before.length > 0} ?forth=${next !== null} @back=${() => this.#go(this.#before.slice(0, -1))}
          @forth=${() => this.#go(next === null ? this.#before : [...this.#before, next])}></ph-pager>
      `, 2);
  }

  #go(before: number[]): void {
    this.#before = before;
    void this.#page.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-automation-history': PhAutomationHistory;
  }
}
