import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sendCommand, type Command } from '../../api/devices.js';
import { asApiError } from '../../api/http.js';
import { schemaFields } from '../../components/schema.js';
import { humanize } from '../../format/labels.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-schema-form.js';

/** A command of a device as a button, with a form when it takes arguments, and its outcome. */
@customElement('ph-device-command')
export class PhDeviceCommand extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      .command { display: grid; gap: 0.6rem; padding: 0.85rem 1rem; border: 1px solid var(--line); border-radius: var(--radius-s); }
      .simple { grid-template-columns: minmax(0, 1fr) auto; align-items: center; }
      .simple .outcome { grid-column: 1 / -1; }
      .outcome { font-size: 0.875rem; font-weight: 500; overflow-wrap: anywhere; }
      .outcome:empty { display: none; }
      .good { color: var(--ok); }
      .bad { color: var(--bad); }
    `,
  ];

  @property() device = '';
  @property({ attribute: false }) command: Command | undefined;
  @state() private busy = false;
  @state() private outcome: { good: boolean; text: string } | undefined;

  protected override render() {
    const { command } = this;
    if (command === undefined) {
      return nothing;
    }
    const simple = schemaFields(command.arguments).length === 0;
    return html`
      <div class="command ${simple ? 'simple' : ''}">
        <h3>${command.label ?? humanize(command.name)}</h3>
        <ph-schema-form .schema=${command.arguments} .busy=${this.busy} action=${t('common.send')} @send=${(e: CustomEvent<Record<string, unknown>>) => void this.#send(command, e.detail)}></ph-schema-form>
        <p class="outcome ${this.outcome?.good === true ? 'good' : 'bad'}" role="status">${this.outcome?.text ?? nothing}</p>
      </div>
    `;
  }

  async #send(command: Command, args: Record<string, unknown>): Promise<void> {
    this.busy = true;
    this.outcome = undefined;
    try {
      const result = await sendCommand(this.device, command.name, args);
      this.outcome = result.ok
        ? { good: true, text: t('devices.done', { state: result.state }) }
        : { good: false, text: `${humanize(result.state)}: ${result.error ?? t('devices.theDeviceGaveNoReason')}` };
    } catch (cause) {
      this.outcome = { good: false, text: asApiError(cause).message };
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-device-command': PhDeviceCommand;
  }
}
