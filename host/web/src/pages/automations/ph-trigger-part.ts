import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Trigger, TriggerType } from '../../api/automations.js';
import type { Device } from '../../api/devices.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { TRIGGER_TYPES, cronOf, dailyOf, newTrigger, numberOf, typedOf, valueOf } from './definition.js';
import { choice, deviceChoice, entry, metricChoice, typed, weekdayChoice } from './fields.js';
import { partStyles } from './part-styles.js';
import { unitOf } from './words.js';

/** One trigger of the form. Fires `edited` with the trigger as it is then, and `remove`. */
@customElement('ph-trigger-part')
export class PhTriggerPart extends LitElement {
  static override readonly styles = [shared, partStyles];

  @property({ attribute: false }) trigger: Trigger = newTrigger('metric');
  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ attribute: false }) faults: Readonly<Record<string, string>> = {};
  @property() heading = '';

  protected override render() {
    return html`
      <fieldset>
        <legend class="sr-only">${this.heading}</legend>
        <div class="head">
          <select aria-label=${t('automations.field.trigger')} @change=${(event: Event) => this.#tell(newTrigger(typed(event) as TriggerType))}>
            ${TRIGGER_TYPES.map((type) => html`<option value=${type} ?selected=${type === this.trigger.type}>${t(`automations.trigger.${type}`)}</option>`)}
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
    const { trigger, faults } = this;
    const device = deviceChoice(this.devices, trigger.device, faults['device'], (id) => this.#change({ device: id, ...(trigger.type === 'metric' ? { metric: '' } : {}) }));
    switch (trigger.type) {
      case 'metric':
        return html`${device}${this.#metric()}`;
      case 'event':
        return html`
          ${device}
          ${entry('event', { label: t('automations.field.event'), fault: faults['event'], placeholder: 'voltage_dip' }, trigger.event ?? '', (event) => this.#change({ event: event.trim() }))}
          ${entry('field', { label: t('automations.field.field'), fault: faults['field'], hint: t('automations.hint.optional') }, trigger.field ?? '', (name) =>
            this.#change({ field: name.trim() === '' ? null : name.trim(), equals: name.trim() === '' ? null : (trigger.equals ?? null) }))}
          ${(trigger.field ?? '') === '' ? nothing : entry('equals', { label: t('automations.is.equals'), fault: faults['equals'] }, typedOf(trigger.equals), (value) => this.#change({ equals: valueOf(value) }))}
        `;
      case 'device':
        return html`
          ${device}
          ${choice('is', { label: t('automations.field.is'), fault: faults['is'] }, trigger.is, (['offline', 'online'] as const).map((value) => ({ value, text: t(`automations.is.goes.${value}`) })), (is) => this.#change({ is }))}
          ${this.#duration()}
        `;
      case 'time':
        return this.#time();
      case 'sun':
        return html`
          ${choice('is', { label: t('automations.field.sun'), fault: faults['is'] }, trigger.is, (['sunrise', 'sunset'] as const).map((value) => ({ value, text: t(`automations.is.${value}`) })), (is) => this.#change({ is }))}
          ${entry('offset', { label: t('automations.field.offset'), unit: 'min', fault: faults['offset_minutes'], hint: t('automations.hint.offset') }, typedOf(trigger.offset_minutes ?? 0), (value) => this.#change({ offset_minutes: numberOf(value) ?? 0 }))}
        `;
    }
  }

  #metric() {
    const { trigger, faults } = this;
    const isLimit = trigger.is === 'above' || trigger.is === 'below';
    const unit = unitOf(this.devices, trigger.device, trigger.metric);
    return html`
      ${metricChoice(this.devices, trigger.device, trigger.metric, faults['metric'], (metric) => this.#change({ metric }))}
      ${choice('is', { label: t('automations.field.is'), fault: faults['is'] }, trigger.is,
        (['above', 'below', 'equals', 'changes'] as const).map((value) => ({ value, text: t(`automations.is.goes.${value}`) })),
        (is) => this.#change(is === 'changes' ? { is, value: null, hysteresis: 0, for_s: 0 } : is === 'equals' ? { is, hysteresis: 0 } : { is }))}
      ${trigger.is === 'changes' ? nothing : html`
        ${entry('value', { label: t('automations.field.value'), unit: isLimit ? unit : '', fault: faults['value'], ...(isLimit ? {} : { hint: t('automations.hint.value') }) },
          typedOf(trigger.value), (value) => this.#change({ value: isLimit ? numberOf(value) : valueOf(value) }))}
        ${isLimit ? entry('hysteresis', { label: t('automations.field.hysteresis'), unit, fault: faults['hysteresis'], hint: t('automations.hint.hysteresis') },
          typedOf(trigger.hysteresis ?? 0), (value) => this.#change({ hysteresis: numberOf(value) ?? 0 })) : nothing}
        ${this.#duration()}`}
    `;
  }

  #duration() {
    return entry('for', { label: t('automations.field.for'), unit: 's', fault: this.faults['for_s'], hint: t('automations.hint.for') },
      typedOf(this.trigger.for_s ?? 0), (value) => this.#change({ for_s: numberOf(value) ?? 0 }));
  }

  #time() {
    const cron = this.trigger.cron ?? '';
    const daily = dailyOf(cron);
    const how = choice('how', { label: t('automations.field.how') }, daily === undefined ? 'cron' : 'daily',
      (['daily', 'cron'] as const).map((value) => ({ value, text: t(`automations.how.${value}`) })),
      (value) => this.#change({ cron: value === 'cron' ? '0 0 7 1 * ?' : '0 0 7 ? * *' }));
    return daily === undefined
      ? html`${how}${entry('cron', { label: t('automations.field.cron'), fault: this.faults['cron'], hint: t('automations.hint.cron') }, cron, (value) => this.#change({ cron: value.trim() }))}`
      : html`
        ${how}
        ${entry('time', { label: t('automations.field.time'), type: 'time', fault: this.faults['cron'] }, daily.time, (time) => this.#change({ cron: cronOf({ ...daily, time: time === '' ? '00:00' : time }) }))}
        ${weekdayChoice(daily.days, (days) => this.#change({ cron: cronOf({ ...daily, days }) }))}`;
  }

  #change(change: Partial<Trigger>): void {
    this.#tell({ ...this.trigger, ...change });
  }

  #tell(trigger: Trigger): void {
    this.dispatchEvent(new CustomEvent<Trigger>('edited', { detail: trigger }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-trigger-part': PhTriggerPart;
  }
}
