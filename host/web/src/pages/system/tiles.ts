import { html, nothing, type TemplateResult } from 'lit';

/** One figure. */
export interface Tile {
  label: string;
  value: string;
  unit?: string;
  detail: string;
  mood?: 'bad' | 'warn' | undefined;
  /** A name rather than a figure. */
  small?: boolean;
}

export const renderTile = ({ label, value, unit, detail, mood, small }: Tile): TemplateResult => html`
  <div class="card tile ${mood ?? ''} ${small === true ? 'name' : ''}">
    <h3>${label}</h3>
    <div class="value">${value}${unit === undefined ? nothing : html` <span class="unit">${unit}</span>`}</div>
    <div class="muted small">${detail}</div>
  </div>`;

/** "1.2 MB" as the large figure and its small unit. */
export function splitUnit(text: string): { value: string; unit: string } {
  const space = text.lastIndexOf(' ');
  return { value: text.slice(0, space), unit: text.slice(space + 1) };
}
