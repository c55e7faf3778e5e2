import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Definition } from '../../api/automations.js';
import type { Device } from '../../api/devices.js';
import type { Job } from '../../api/jobs.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import './ph-action-part.js';
import './ph-condition-part.js';
import './ph-trigger-part.js';
import { MAXIMUM_PARTS, faultsOf, newAction, newCondition, newTrigger, numberOf, startFrom, typedOf } from './definition.js';
import { entry } from './fields.js';

type List = 'triggers' | 'conditions' | 'actions';

/** The form of an automation. Fires `edited` with the definition as it is then. */
@customElement('ph-automation-form')
export class PhAutomationForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
      section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
      section > button { justify-self: start; }
      .head p { margin-top: 0.1rem; }
      .basics { display: grid; grid-template-columns: minmax(0, 2fr) minmax(9rem, 1fr); gap: 1rem; }
      .unit { display: flex; align-items: center; gap: 0.5rem; }
      .unit input { min-width: 0; }
      @media (max-width: 560px) { .basics { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];

  @property({ attribute: false }) definition: Definition = startFrom(null);
  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ attribute: false }) jobs: readonly Job[] = [];
  /** The hub's messages by the path of the field. */
  @property({ attribute: false }) faults: Readonly<Record<string, readonly string[]>> = {};

  protected override render() {
    const { definition } = this;
    return html`
      <div class="basics">
        ${entry('name', { label: t('automations.field.name'), fault: this.faults['name']?.join(' ') }, definition.name, (name) => this.#tell({ ...definition, name }))}
        ${entry('cooldown', { label: t('automations.field.cooldown'), unit: 's', hint: t('automations.hint.cooldown'), fault: this.faults['cooldown_s']?.join(' ') },
          typedOf(definition.cooldown_s), (value) => this.#tell({ ...definition, cooldown_s: numberOf(value) ?? 0 }))}
      </div>
      ${this.#section('triggers', html`${definition.triggers.map((trigger, index) => html`<ph-trigger-part
        heading=${t('automations.nth.trigger', { n: index + 1 })} .trigger=${trigger} .devices=${this.devices} .faults=${faultsOf(this.faults, `triggers[${index}]`)}
        @edited=${(event: CustomEvent) => this.#put('triggers', index, event.detail)} @remove=${() => this.#drop('triggers', index)}></ph-trigger-part>`)}`)}
      ${this.#section('conditions', html`${definition.conditions.map((condition, index) => html`<ph-condition-part
        heading=${t('automations.nth.condition', { n: index + 1 })} .condition=${condition} .devices=${this.devices} .faults=${faultsOf(this.faults, `conditions[${index}]`)}
        @edited=${(event: CustomEvent) => this.#put('conditions', index, event.detail)} @remove=${() => this.#drop('conditions', index)}></ph-condition-part>`)}`)}
      ${this.#section('actions', html`${definition.actions.map((action, index) => html`<ph-action-part
        heading=${t('automations.nth.action', { n: index + 1 })} .action=${action} .devices=${this.devices} .jobs=${this.jobs} .faults=${faultsOf(this.faults, `actions[${index}]`)}
        @edited=${(event: CustomEvent) => this.#put('actions', index, event.detail)} @remove=${() => this.#drop('actions', index)}></ph-action-part>`)}`)}
    `;
  }

  #section(list: List, parts: unknown) {
    const fault = this.faults[list];
    return html`
      <section aria-labelledby="of-${list}">
        <div class="head"><h2 id="of-${list}">${t(`automations.${list}`)}</h2><p class="small muted">${t(`automations.${list}.words`)}</p></div>
        ${parts}
        ${fault === undefined ? nothing : html`<span class="field-error" role="alert">${fault.join(' ')}</span>`}
        <button type="button" ?disabled=${this.definition[list].length >= MAXIMUM_PARTS} @click=${() => this.#add(list)}>
          <ph-icon .name=${'plus' as const}></ph-icon>${t(`automations.add.${list}`)}</button>
      </section>
    `;
  }

  #add(list: List): void {
    const { definition } = this;
    const part = list === 'triggers' ? newTrigger('metric') : list === 'conditions' ? newCondition('time') : newAction('notify');
    this.#tell({ ...definition, [list]: [...definition[list], part] });
  }

  #put(list: List, index: number, part: unknown): void {
    this.#tell({ ...this.definition, [list]: (this.definition[list] as unknown[]).map((each, i) => (i === index ? part : each)) });
  }

  #drop(list: List, index: number): void {
    this.#tell({ ...this.definition, [list]: (this.definition[list] as unknown[]).filter((_, i) => i !== index) });
  }

  #tell(definition: Definition): void {
    this.dispatchEvent(new CustomEvent<Definition>('edited', { detail: definition }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-automation-form': PhAutomationForm;
  }
}
