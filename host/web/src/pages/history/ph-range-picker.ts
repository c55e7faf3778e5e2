import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fromLocalInput, toLocalInput, zoneName } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { RANGES, type Range, type TimeWindow } from './selection.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';

export interface RangeChoice {
  range: Range;
  zoom: TimeWindow | undefined;
}

/** Chooses a stretch of time. Fires `range` (detail: RangeChoice). */
@customElement('ph-range-picker')
export class PhRangePicker extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 0.75rem; }
      .ranges { display: flex; flex-wrap: wrap; gap: 0.35rem; }
      .ranges button { border-radius: 99px; min-height: 2.4rem; padding: 0.25rem 0.8rem; border-color: var(--line); font-size: 0.875rem; }
      .ranges button[aria-pressed='true'] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
      form { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.75rem; align-items: end; }
      form button { justify-self: start; }
      .error { grid-column: 1 / -1; }
      @media (max-width: 640px) {
        .ranges { flex-wrap: nowrap; overflow-x: auto; margin: -4px -1rem -4px -4px; padding: 4px 1rem 4px 4px; }
        .ranges button { flex: none; }
      }
    `,
  ];

  @property() range: Range = '24h';
  @property({ attribute: false }) window: TimeWindow | undefined;
  @state() private open = false;
  @state() private error = '';

  protected override render() {
    const custom = this.open || this.range === 'custom';
    return html`
      <div class="ranges" role="group" aria-label=${t('history.range')}>
        ${RANGES.map(({ range, label }) => html`
          <button aria-pressed=${!custom && this.range === range ? 'true' : 'false'} @click=${() => this.#choose(range, undefined)}>${label}</button>`)}
        <button aria-pressed=${custom ? 'true' : 'false'} aria-expanded=${custom ? 'true' : 'false'} @click=${() => { this.open = true; }}>${t('history.custom')}</button>
      </div>
      ${custom ? this.#form() : nothing}
    `;
  }

  #form() {
    return html`
      <form @submit=${this.#submit}>
        <div class="field"><label for="from">${t('common.from')}</label><input id="from" name="from" type="datetime-local" required .value=${this.#input(this.window?.from)}></div>
        <div class="field"><label for="to">${tRich('history.toWithZone', { zone: html`<span class="hint">(${zoneName()})</span>` })}</label><input id="to" name="to" type="datetime-local" required .value=${this.#input(this.window?.to)}></div>
        <button class="primary">${t('history.show')}</button>
        ${this.error === '' ? nothing : html`<p class="field-error error" role="alert">${this.error}</p>`}
      </form>
    `;
  }

  #input(time: Date | undefined): string {
    return time === undefined ? '' : toLocalInput(time);
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const entered = (name: string): Date => {
      const value = form.get(name);
      return fromLocalInput(typeof value === 'string' ? value : '');
    };
    const from = entered('from');
    const to = entered('to');
    if (!(from.getTime() < to.getTime())) {
      this.error = t('history.theBeginningMustBeBefore');
      return;
    }
    this.#choose('custom', { from, to });
  }

  #choose(range: Range, zoom: TimeWindow | undefined): void {
    this.open = false;
    this.error = '';
    this.dispatchEvent(new CustomEvent<RangeChoice>('range', { detail: { range, zoom } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-range-picker': PhRangePicker;
  }
}
