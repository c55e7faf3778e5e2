import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Condition, ConditionType } from '../../api/automations.js';
import type { Device } from '../../api/devices.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { CONDITION_TYPES, newCondition, numberOf, typedOf, valueOf } from './definition.js';
import { choice, deviceChoice, entry, metricChoice, typed, weekdayChoice } from './fields.js';
import { partStyles } from './part-styles.js';
import { unitOf } from './words.js';

/** One condition of the form. Fires `edited` with the condition as it is then, and `remove`. */
@customElement('ph-condition-part')
export class PhConditionPart extends LitElement {
  static override readonly styles = [shared, partStyles];

  @property({ attribute: false }) condition: Condition = newCondition('time');
  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ attribute: false }) faults: Readonly<Record<string, string>> = {};
  @property() heading = '';

  protected override render() {
    return html`
      <fieldset>
        <legend class="sr-only">${this.heading}</legend>
        <div class="head">
          <select aria-label=${t('automations.field.condition')} @change=${(event: Event) => this.#tell(newCondition(typed(event) as ConditionType))}>
            ${CONDITION_TYPES.map((type) => html`<option value=${type} ?selected=${type === this.condition.type}>${t(`automations.condition.${type}`)}</option>`)}
          </select>
          <button type="button" class="ghost icon" aria-label=${t('automations.remove', { what: this.heading })} title=${t('automations.remove', { what: this.heading })}
            @click=${() => this.dispatchEvent(new Event('remove'))}><ph-icon .name=${'trash' as const}></ph-icon></button>
        </div>
        <div class="fields">${this.#fields()}</div>
        ${this.faults[''] === undefined ? nothing : html`<span class="field-error" role="alert">${this.faults['']}</span>`}
      </fieldset>
    `;
  }

  #fields() {
    const { condition, faults } = this;
    const device = deviceChoice(this.devices, condition.device, faults['device'], (id) => this.#change({ device: id, ...(condition.type === 'metric' ? { metric: '' } : {}) }));
    switch (condition.type) {
      case 'metric':
        return html`${device}${this.#metric()}`;
      case 'time':
        return html`
          ${entry('after', { label: t('automations.field.after'), type: 'time', fault: faults['after'] }, condition.after ?? '', (after) => this.#change({ after: after === '' ? null : after }))}
          ${entry('before', { label: t('automations.field.before'), type: 'time', fault: faults['before'], hint: t('automations.hint.before') }, condition.before ?? '', (before) => this.#change({ before: before === '' ? null : before }))}
          ${weekdayChoice(condition.weekdays ?? [], (weekdays) => this.#change({ weekdays }))}
        `;
      case 'device':
        return html`${device}${choice('is', { label: t('automations.field.is'), fault: faults['is'] }, condition.is, (['online', 'offline'] as const).map((value) => ({ value, text: t(`automations.is.${value}`) })), (is) => this.#change({ is }))}`;
      case 'sun':
        return choice('is', { label: t('automations.field.sun'), fault: faults['is'] }, condition.is, (['night', 'day'] as const).map((value) => ({ value, text: t(`automations.is.${value}`) })), (is) => this.#change({ is }));
    }
  }

  #metric() {
    const { condition, faults } = this;
    const isLimit = condition.is === 'above' || condition.is === 'below';
    return html`
      ${metricChoice(this.devices, condition.device, condition.metric, faults['metric'], (metric) => this.#change({ metric }))}
      ${choice('is', { label: t('automations.field.is'), fault: faults['is'] }, condition.is,
        (['above', 'below', 'equals', 'not_equals'] as const).map((value) => ({ value, text: t(`automations.is.${value}`) })), (is) => this.#change({ is }))}
      ${entry('value', { label: t('automations.field.value'), unit: isLimit ? unitOf(this.devices, condition.device, condition.metric) : '', fault: faults['value'], ...(isLimit ? {} : { hint: t('automations.hint.value') }) },
        typedOf(condition.value), (value) => this.#change({ value: isLimit ? numberOf(value) : valueOf(value) }))}
      ${entry('age', { label: t('automations.field.age'), unit: 's', fault: faults['max_age_s'], hint: t('automations.hint.age') }, typedOf(condition.max_age_s ?? 3600), (value) => this.#change({ max_age_s: numberOf(value) }))}
    `;
  }

  #change(change: Partial<Condition>): void {
    this.#tell({ ...this.condition, ...change });
  }

  #tell(condition: Condition): void {
    this.dispatchEvent(new CustomEvent<Condition>('edited', { detail: condition }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-condition-part': PhConditionPart;
  }
}
