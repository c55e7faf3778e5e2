import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Action, ActionType } from '../../api/automations.js';
import type { Device } from '../../api/devices.js';
import type { Job } from '../../api/jobs.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { parseSettings } from '../devices/field-errors.js';
import { ACTION_TYPES, newAction } from './definition.js';
import { choice, deviceChoice, entry, field, typed } from './fields.js';
import { partStyles } from './part-styles.js';

/** One action of the form. Fires `edited` with the action as it is then, and `remove`. */
@customElement('ph-action-part')
export class PhActionPart extends LitElement {
  static override readonly styles = [shared, partStyles];

  @property({ attribute: false }) action: Action = newAction('notify');
  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ attribute: false }) jobs: readonly Job[] = [];
  @property({ attribute: false }) faults: Readonly<Record<string, string>> = {};
  @property() heading = '';
  @state() private argumentsProblem: string | undefined;

  protected override render() {
    const { action } = this;
    return html`
      <fieldset>
        <legend class="sr-only">${this.heading}</legend>
        <div class="head">
          <select aria-label=${t('automations.field.action')} @change=${(event: Event) => this.#tell(newAction(typed(event) as ActionType))}>
            ${ACTION_TYPES.map((type) => html`<option value=${type} ?selected=${type === action.type}>${t(`automations.action.${type}`)}</option>`)}
          </select>
          <button type="button" class="ghost icon" aria-label=${t('automations.remove', { what: this.heading })} title=${t('automations.remove', { what: this.heading })}
            @click=${() => this.dispatchEvent(new Event('remove'))}><ph-icon .name=${'trash' as const}></ph-icon></button>
        </div>
        <div class="fields">${this.#fields()}</div>
        <label class="check"><input type="checkbox" .checked=${live(action.continue_on_error)}
          @change=${(event: Event) => this.#change({ continue_on_error: (event.target as HTMLInputElement).checked })}>${t('automations.field.continue')}</label>
        ${this.faults[''] === undefined ? nothing : html`<span class="field-error" role="alert">${this.faults['']}</span>`}
      </fieldset>
    `;
  }

  #fields() {
    const { action, faults } = this;
    switch (action.type) {
      case 'notify':
        return html`
          ${choice('severity', { label: t('automations.field.severity'), fault: faults['severity'] }, action.severity, (['info', 'warning', 'error'] as const).map((value) => ({ value, text: t(`automations.severity.${value}`) })), (severity) => this.#change({ severity }))}
          ${entry('title', { label: t('automations.field.title'), fault: faults['title'], wide: true }, action.title ?? '', (title) => this.#change({ title }))}
          ${this.#area('text', t('automations.field.text'), action.text ?? '', (text) => this.#change({ text }))}
        `;
      case 'command':
        return this.#command();
      case 'publish':
        return html`
          ${entry('topic', { label: t('automations.field.topic'), fault: faults['topic'], wide: true, placeholder: 'home/lamp/set' }, action.topic ?? '', (topic) => this.#change({ topic: topic.trim() }))}
          ${this.#area('payload', t('automations.field.payload'), action.payload ?? '', (payload) => this.#change({ payload }))}
          <label class="check wide"><input type="checkbox" .checked=${live(action.retain ?? false)} @change=${(event: Event) => this.#change({ retain: (event.target as HTMLInputElement).checked })}>${t('automations.field.retain')}</label>
        `;
      case 'job': {
        const chosen = (action.plugin ?? '') === '' ? '' : `${action.plugin ?? ''}/${action.job ?? ''}`;
        return choice('job', { label: t('automations.field.job'), fault: faults['job'] ?? faults['plugin'], ...(this.jobs.length === 0 ? { hint: t('automations.hint.jobs') } : {}) },
          chosen, this.jobs.map((job) => ({ value: job.id, text: job.id })), (id) => this.#change({ plugin: id.slice(0, id.indexOf('/')), job: id.slice(id.indexOf('/') + 1) }));
      }
    }
  }

  #command() {
    const { action, faults } = this;
    const commands = this.devices.find((device) => device.id === action.device)?.commands ?? [];
    const takes = commands.find((each) => each.name === action.command)?.arguments ?? null;
    return html`
      ${deviceChoice(this.devices.filter((device) => device.commands.length > 0 || device.id === action.device), action.device, faults['device'], (device) => this.#change({ device, command: '', arguments: null }))}
      ${choice('command', { label: t('automations.field.command'), fault: faults['command'] }, action.command, commands.map((each) => ({ value: each.name, text: each.label ?? each.name })), (command) => this.#change({ command, arguments: null }))}
      ${takes === null && (action.arguments ?? null) === null ? nothing : field('arguments', { label: t('automations.field.arguments'), fault: this.argumentsProblem ?? faults['arguments'], hint: this.#argumentNames(takes), wide: true }, html`
        <textarea id="arguments" spellcheck="false" autocapitalize="none" .value=${live(action.arguments === null || action.arguments === undefined ? '' : JSON.stringify(action.arguments))} @change=${(event: Event) => {
          const { settings, problem } = parseSettings(typed(event));
          this.argumentsProblem = problem === undefined ? undefined : t('automations.fault.arguments');
          if (problem === undefined) {
            this.#change({ arguments: settings ?? null });
          }
        }}></textarea>`)}
    `;
  }

  #argumentNames(schema: Record<string, unknown> | null): string {
    const properties = schema?.['properties'];
    const names = typeof properties === 'object' && properties !== null ? Object.keys(properties).join(', ') : '';
    return t('automations.hint.arguments', { names });
  }

  #area(id: string, label: string, value: string, change: (value: string) => void) {
    return field(id, { label, fault: this.faults[id], hint: t('automations.hint.template'), wide: true }, html`
      <textarea id=${id} rows="3" aria-describedby="${id}-help" .value=${live(value)} @change=${(event: Event) => change(typed(event))}></textarea>`);
  }

  #change(change: Partial<Action>): void {
    this.#tell({ ...this.action, ...change });
  }

  #tell(action: Action): void {
    this.dispatchEvent(new CustomEvent<Action>('edited', { detail: action }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-action-part': PhActionPart;
  }
}
