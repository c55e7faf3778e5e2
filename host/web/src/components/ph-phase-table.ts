import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PhaseRow } from '../format/labels.js';
import type { DeviceReadings } from '../live/latest.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';
import './ph-reading.js';

const PHASES = ['1', '2', '3'] as const;

/** What a three-phase device measures, one column a phase. */
@customElement('ph-phase-table')
export class PhPhaseTable extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
      th, td { padding: 0.34rem 0 0.34rem 0.5rem; text-align: right; vertical-align: baseline; font-weight: 500; }
      th:first-child { text-align: left; padding-left: 0; overflow-wrap: anywhere; }
      thead th { font-size: 0.8125rem; font-weight: 650; color: var(--text-2); padding-top: 0; }
      tbody th { font-weight: 450; color: var(--text-2); }
      tbody tr > * { border-top: 1px solid var(--line); }
      .unit { font-size: 0.8125rem; white-space: nowrap; }
      tr.stale .unit::after { content: ' · stale'; color: var(--warn); font-weight: 600; }
    `,
  ];

  @property() device = '';
  @property({ attribute: false }) rows: readonly PhaseRow[] = [];
  @property({ attribute: false }) readings: DeviceReadings | undefined;
  @property({ type: Boolean }) stale = false;

  protected override render() {
    return html`
      <table>
        <thead><tr><th scope="col"><span class="sr-only">${t('phaseTable.quantity')}</span></th>${PHASES.map((p) => html`<th scope="col">L${p}</th>`)}</tr></thead>
        <tbody>${this.rows.map((row) => this.#row(row))}</tbody>
      </table>
    `;
  }

  #row(row: PhaseRow) {
    const metrics = PHASES.map((phase) => row.metrics[phase]);
    const stale = !this.stale && metrics.some((m) => m !== undefined && this.readings?.get(m.name)?.quality === 'stale');
    return html`
      <tr class=${stale ? 'stale' : ''}>
        <th scope="row">${row.label}${row.unit === null ? html`<span class="unit"></span>` : html` <span class="unit">${row.unit}</span>`}</th>
        ${metrics.map((metric) => html`<td>${metric === undefined ? nothing : html`
          <ph-reading bare .device=${this.device} .metric=${metric.name} .reading=${this.readings?.get(metric.name)} .unit=${metric.unit} .stale=${this.stale}></ph-reading>`}</td>`)}
      </tr>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-phase-table': PhPhaseTable;
  }
}
