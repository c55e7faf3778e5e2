import { html, type TemplateResult } from 'lit';
import type { PageElement } from '../../api/plugin-pages.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import type { Place } from './place.js';
import './ph-page-actions.js';
import './ph-page-chart.js';
import './ph-page-custom.js';
import './ph-page-detail.js';
import './ph-page-form.js';
import './ph-page-section.js';
import './ph-page-table.js';
import './ph-page-tabs.js';
import './ph-page-text.js';
import './ph-page-tiles.js';
import './ph-page-upload.js';

type Draw = (spec: unknown, place: Place) => TemplateResult;

/** Which element draws which type. */
const DRAWN: Readonly<Record<string, Draw>> = {
  table: (spec, place) => html`<ph-page-table .spec=${spec} .place=${place}></ph-page-table>`,
  form: (spec, place) => html`<ph-page-form card .spec=${spec} .place=${place}></ph-page-form>`,
  detail: (spec, place) => html`<ph-page-detail .spec=${spec} .place=${place}></ph-page-detail>`,
  tiles: (spec, place) => html`<ph-page-tiles .spec=${spec} .place=${place}></ph-page-tiles>`,
  chart: (spec, place) => html`<ph-page-chart .spec=${spec} .place=${place}></ph-page-chart>`,
  upload: (spec, place) => html`<ph-page-upload .spec=${spec} .place=${place}></ph-page-upload>`,
  tabs: (spec, place) => html`<ph-page-tabs .spec=${spec} .place=${place}></ph-page-tabs>`,
  section: (spec, place) => html`<ph-page-section .spec=${spec} .place=${place}></ph-page-section>`,
  text: (spec) => html`<ph-page-text .spec=${spec}></ph-page-text>`,
  custom: (spec, place) => html`<ph-page-custom .spec=${spec} .place=${place}></ph-page-custom>`,
};

/** Says that there is something here that this web interface is too old for. */
export const unknownNotice = (what: string, name: string): TemplateResult => html`
  <ph-notice compact kind="info" heading=${t('page.somethingCannotBeShown')}>${t('page.unknownElement', { what, name })}</ph-notice>`;

/** Elements of a page, from top to bottom; actions that follow each other stand in one row. */
export function renderElements(elements: readonly PageElement[], place: Place): TemplateResult[] {
  const drawn: TemplateResult[] = [];
  let actions: PageElement[] = [];
  const flush = (): void => {
    if (actions.length > 0) {
      drawn.push(html`<ph-page-actions .specs=${actions} .place=${place}></ph-page-actions>`);
      actions = [];
    }
  };
  for (const element of elements) {
    if (element.type === 'action') {
      actions.push(element);
      continue;
    }
    flush();
    const draw = Object.hasOwn(DRAWN, element.type ?? '') ? DRAWN[element.type ?? ''] : undefined;
    drawn.push(draw === undefined ? unknownNotice(t('page.element'), element.type ?? '') : draw(element, place));
  }
  flush();
  return drawn;
}
