import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PageDetail } from '../../api/plugin-pages.js';
import { readRoute, type Row } from '../../api/plugin-routes.js';
import { renderLoaded } from '../../components/loaded.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import { cellOf, cellStyles } from './cells.js';
import { fillRoute } from './placeholders.js';
import type { Place } from './place.js';
import './ph-page-actions.js';
import './ph-page-form.js';
import { SourceReader } from './source-reader.js';

/** One thing as labels and values. */
@customElement('ph-page-detail')
export class PhPageDetail extends LitElement {
  static override readonly styles = [
    shared,
    cellStyles,
    css`
      :host { display: block; }
      .head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin-bottom: 0.6rem; }
      .head h2 { margin-right: auto; }
      dl { padding: 0.5rem 1.25rem; }
      dl div { display: grid; grid-template-columns: minmax(6rem, 12rem) minmax(0, 1fr); gap: 1rem; padding: 0.6rem 0; }
      dl div + div { border-top: 1px solid var(--line); }
      dt { color: var(--text-2); font-size: 0.9375rem; }
      dd { overflow-wrap: anywhere; }
      ph-page-actions { margin-top: 0.75rem; }
      @media (max-width: 480px) { dl { padding: 0.4rem 1rem; } dl div { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 0.75rem; } }
    `,
  ];

  @property({ attribute: false }) spec!: PageDetail;
  @property({ attribute: false }) place!: Place;
  @state() private editing = false;
  readonly #source: SourceReader<{ row: Row | null }> = new SourceReader<{ row: Row | null }>(this, {
    read: async (signal) => ({ row: await readRoute<Row>(this.place.plugin, this.#route() ?? '', signal) }),
    key: () => `${this.#route() ?? ''} ${this.place.revision}`,
    live: () => (this.spec.live === true ? this.place.plugin : ''),
  });

  #route(): string | undefined {
    return fillRoute(this.spec.source, this.place.parameters);
  }

  protected override render() {
    const { title, edit } = this.spec;
    return html`
      ${title === undefined && edit === undefined ? nothing : html`<div class="head"><h2>${title ?? ''}</h2>
        ${edit === undefined || !this.#source.loader.data?.row ? nothing : html`<button @click=${() => { this.editing = true; }}>${t('common.edit')}</button>`}</div>`}
      ${renderLoaded(this.#source.loader, ({ row }) => this.#content(row), 1)}
    `;
  }

  #content(row: Row | null) {
    const { lines, empty_text: emptyText, actions = [], edit } = this.spec;
    if (row === null) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('page.nothingHere')}>${emptyText}</ph-notice></div>`;
    }
    return html`
      <div class="card"><dl>${lines.filter((line) => line.is_hidden !== true).map((line) => html`
        <div><dt>${line.heading}</dt><dd>${cellOf(line, row, this.place) ?? '–'}</dd></div>`)}</dl></div>
      ${actions.length === 0 ? nothing : html`<ph-page-actions .specs=${actions} .place=${this.place} .row=${row}></ph-page-actions>`}
      ${this.editing && edit !== undefined ? html`
        <ph-dialog heading=${edit.title ?? t('common.edit')} @closed=${() => { this.editing = false; }}>
          <ph-page-form .spec=${edit} .place=${this.place} .row=${row} @saved=${() => { this.editing = false; }}></ph-page-form>
        </ph-dialog>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-detail': PhPageDetail;
  }
}
