import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Device } from '../../api/devices.js';
import { seriesId, type SeriesName } from '../../api/readings.js';
import { metricLabel } from '../../format/labels.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { MOST_SERIES } from './selection.js';

/** As many matches as are listed at once. */
const MOST_LISTED = 60;

interface Offer {
  id: string;
  name: SeriesName;
  device: string;
  metric: string;
  unit: string | null;
  words: string;
}

/** Finds series of all devices by typing parts of their names. Fires `toggle` (detail: SeriesName) for each one chosen or taken away. */
@customElement('ph-series-picker')
export class PhSeriesPicker extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; position: relative; }
      .box { position: relative; }
      .box ph-icon { position: absolute; left: 0.75rem; top: 0.7rem; width: 1.1rem; height: 1.1rem; color: var(--text-2); pointer-events: none; }
      .box input[role] { padding-left: 2.4rem; padding-right: 4.2rem; text-overflow: ellipsis; }
      .count { position: absolute; right: 0.8rem; top: 0.65rem; font-size: 0.8125rem; color: var(--text-2); pointer-events: none; }
      .list {
        position: absolute; inset: calc(100% + 4px) 0 auto; z-index: 6; max-height: min(24rem, 60dvh); overflow-y: auto; overscroll-behavior: contain; background: var(--surface);
        border: 1px solid var(--line-strong); border-radius: var(--radius-s); box-shadow: var(--shadow-high); padding: 0.3rem;
      }
      .group { padding: 0.55rem 0.6rem 0.2rem; font-size: 0.8125rem; font-weight: 650; color: var(--text-2); }
      .option { display: grid; grid-template-columns: 1.2rem minmax(0, 1fr) auto; gap: 0.5rem; align-items: center; min-height: 2.4rem; padding: 0.3rem 0.6rem; border-radius: 6px; cursor: pointer; }
      .option ph-icon { width: 1.1rem; height: 1.1rem; color: var(--accent); }
      .option.at { background: var(--accent-soft); }
      .option[aria-disabled='true'] { opacity: 0.5; cursor: not-allowed; }
      .none { padding: 0.6rem; color: var(--text-2); font-size: 0.875rem; }
    `,
  ];

  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ attribute: false }) chosen: readonly SeriesName[] = [];
  @state() private open = false;
  @state() private typed = '';
  @state() private at = 0;
  @query('input') private readonly input!: HTMLInputElement;

  protected override render() {
    const found = this.open ? this.#found() : [];
    const full = this.chosen.length >= MOST_SERIES;
    return html`
      <div class="box">
        <ph-icon .name=${'search' as const}></ph-icon>
        <input role="combobox" aria-label=${t('history.addSeries')} aria-expanded=${this.open ? 'true' : 'false'} aria-controls="list" aria-autocomplete="list" autocomplete="off" spellcheck="false"
          aria-activedescendant=${this.open && found.length > 0 ? `option-${this.at}` : nothing} placeholder=${t('history.addSeriesTypeADevice')}
          .value=${this.typed} @input=${this.#onInput} @keydown=${this.#onKey} @click=${this.#show} @blur=${this.#hide}>
        <span class="count num" aria-hidden="true">${t('history.countOfMostSeries', { count: this.chosen.length, most: MOST_SERIES })}</span>
      </div>
      ${this.open ? html`<div class="list" id="list" role="listbox" aria-multiselectable="true" aria-label=${t('history.seriesToAdd')} @pointerdown=${(e: Event) => e.preventDefault()}>
        ${full ? html`<p class="none">${t('history.mostSeriesSeriesAreAsMany', { most: MOST_SERIES })}</p>` : nothing}
        ${found.length === 0 ? html`<p class="none">${t('history.nothingMatches', { typed: this.typed })}</p>` : found.slice(0, MOST_LISTED).map((offer, i) => this.#option(offer, i, found[i - 1], full))}
        ${found.length > MOST_LISTED ? html`<p class="none">${t('history.andMoreType', { count: found.length - MOST_LISTED })}</p>` : nothing}
      </div>` : nothing}
    `;
  }

  #option(offer: Offer, i: number, before: Offer | undefined, full: boolean) {
    const chosen = this.#isChosen(offer);
    return html`
      ${before?.device === offer.device ? nothing : html`<div class="group" role="presentation">${offer.device}</div>`}
      <div class="option ${i === this.at ? 'at' : ''}" id="option-${i}" role="option" aria-selected=${chosen ? 'true' : 'false'} aria-disabled=${full && !chosen ? 'true' : 'false'}
        @click=${() => this.#toggle(offer)} @pointermove=${() => { this.at = i; }}>
        ${chosen ? html`<ph-icon .name=${'check' as const}></ph-icon>` : html`<span></span>`}
        <span>${offer.metric}</span><span class="hint">${offer.unit ?? ''}</span>
      </div>`;
  }

  #isChosen(offer: Offer): boolean {
    return this.chosen.some((each) => seriesId(each) === offer.id);
  }

  #found(): Offer[] {
    const words = this.typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return this.#offers().filter((offer) => words.every((word) => offer.words.includes(word)));
  }

  #offers(): Offer[] {
    return this.devices.flatMap((device) => device.metrics.map((metric): Offer => {
      const name = { device: device.id, metric: metric.name };
      const label = metricLabel(metric);
      const words = `${device.name} ${device.area ?? ''} ${device.id} ${label} ${metric.name} ${metric.unit ?? ''}`.toLowerCase();
      return { id: seriesId(name), name, device: device.name, metric: label, unit: metric.unit, words };
    }));
  }

  readonly #show = (): void => {
    this.open = true;
  };

  #hide(): void {
    this.open = false;
    this.typed = '';
    this.at = 0;
  }

  #onInput(): void {
    this.typed = this.input.value;
    this.open = true;
    this.at = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const last = Math.min(this.#found().length, MOST_LISTED) - 1;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.at = this.open ? Math.min(last, Math.max(0, this.at + step)) : 0;
      this.open = true;
      void this.updateComplete.then(() => this.renderRoot.querySelector('.at')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && this.open) {
      event.preventDefault();
      const offer = this.#found()[this.at];
      if (offer !== undefined) {
        this.#toggle(offer);
      }
    } else if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      this.#hide();
    } else if (event.key === 'Backspace' && this.typed === '' && this.chosen.length > 0) {
      const newest = this.chosen.at(-1);
      this.dispatchEvent(new CustomEvent('toggle', { detail: newest }));
    }
  }

  #toggle(offer: Offer): void {
    if (this.chosen.length < MOST_SERIES || this.#isChosen(offer)) {
      this.dispatchEvent(new CustomEvent<SeriesName>('toggle', { detail: offer.name }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-series-picker': PhSeriesPicker;
  }
}
