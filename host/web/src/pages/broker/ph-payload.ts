import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatBytes } from '../../format/bytes.js';
import { shared } from '../../styles/shared.js';
import { bytesOf, hexDump, prettyJson, type Payload } from './payload.js';
import { t } from '../../text/text.js';

type View = 'json' | 'text' | 'hex';

const LABELS: Readonly<Record<View, string>> = { json: t('broker.formatted'), text: t('broker.asSent'), hex: t('broker.hex') };

/** A payload, shown as JSON, as text or as bytes. It comes from anybody: it is only ever shown as text. */
@customElement('ph-payload')
export class PhPayload extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 0.5rem; min-width: 0; }
      pre {
        margin: 0; padding: 0.75rem 0.9rem; max-height: min(24rem, 45vh); overflow: auto; border-radius: var(--radius-s); background: var(--surface-2);
        line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate;
      }
      pre.hex { white-space: pre; }
      .views { display: flex; gap: 0.25rem; }
      .views button { min-height: 2rem; padding: 0.15rem 0.7rem; font-size: 0.8125rem; }
      .views button[aria-pressed='true'] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); }
    `,
  ];

  @property({ attribute: false }) message: (Payload & { truncated: boolean; size: number }) | undefined;
  @state() private chosen: View | undefined;

  protected override render() {
    const { message } = this;
    if (message === undefined) {
      return nothing;
    }
    if (message.size === 0) {
      return html`<p class="muted">${t('broker.thePayloadIsEmpty')}</p>`;
    }
    const isText = message.encoding === 'text';
    const json = isText && !message.truncated ? prettyJson(message.payload) : undefined;
    const views: View[] = [...(json === undefined ? [] : (['json'] as const)), ...(isText ? (['text'] as const) : []), 'hex'];
    const view = this.chosen !== undefined && views.includes(this.chosen) ? this.chosen : (views[0] ?? 'hex');
    const bytes = bytesOf(message);
    const content = view === 'json' ? json : view === 'text' ? message.payload : hexDump(bytes);
    return html`
      ${views.length > 1 ? html`<div class="views" role="group" aria-label=${t('broker.showThePayload')}>${views.map((each) => html`
        <button type="button" aria-pressed=${each === view} @click=${() => { this.chosen = each; }}>${LABELS[each]}</button>`)}</div>` : nothing}
      <pre class=${view} tabindex="0" aria-label=${t('broker.payload')}>${content}</pre>
      ${message.truncated ? html`<p class="small muted">${t('broker.theFirstOf', { shown: formatBytes(bytes.length), size: formatBytes(message.size) })}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-payload': PhPayload;
  }
}
