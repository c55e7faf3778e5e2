import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBytes } from '../../format/bytes.js';
import { formatNumber } from '../../format/numbers.js';
import { formatClock, formatMoment, zoneName } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-icon.js';
import { oneLine } from './payload.js';
import './ph-payload.js';
import { HISTORY_LENGTH, type TopicMessage, type TopicNode } from './topic-tree.js';

/** One topic: its last message and those before. Fires `publish-to`. */
@customElement('ph-topic-inspector')
export class PhTopicInspector extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: grid; gap: 1.1rem; min-width: 0; }
      dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.3rem 1.25rem; font-size: 0.9375rem; }
      dt { color: var(--text-2); }
      h3 { margin-bottom: 0.35rem; }
      ol { margin: 0; padding: 0; list-style: none; max-height: 16rem; overflow-y: auto; }
      li { display: grid; grid-template-columns: 4.8rem minmax(0, 1fr); gap: 0.75rem; padding: 0.3rem 0; font-size: 0.875rem; }
      li + li { border-top: 1px solid var(--line); }
      li code { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
    `,
  ];

  @property({ attribute: false }) node: TopicNode | undefined;
  /** Changes whenever the topic got a message: the node itself stays the same. */
  @property({ type: Number }) version = 0;

  protected override render() {
    const last = this.node?.history[0];
    if (this.node === undefined || last === undefined) {
      return html`<p class="muted">${t('broker.noMessageOfThisTopic')}</p>`;
    }
    return html`
      <ph-payload .message=${last}></ph-payload>
      <dl>
        <dt>${t('broker.time')}</dt><dd>${last.time === null ? t('broker.beforeWatchingBegan') : html`<ph-ago .time=${last.time}></ph-ago> <span class="muted small">${formatMoment(last.time)}</span>`}</dd>
        <dt>${t('broker.size')}</dt><dd>${formatBytes(last.size)}</dd>
        <dt>${t('broker.qos')}</dt><dd>${last.qos}</dd>
        <dt>${t('broker.retained')}</dt><dd>${last.retain ? t('broker.yesKeptFromBefore') : t('broker.noCameLive')}</dd>
        <dt>${t('broker.messagesHeading')}</dt><dd>${t('broker.sinceWatchingBegan', { count: formatNumber(this.node.count) })}</dd>
      </dl>
      <div><button @click=${this.#publish}><ph-icon .name=${'send' as const}></ph-icon>${t('broker.publishToThisTopic')}</button></div>
      ${this.node.history.length < 2 ? nothing : html`
        <section>
          <h3>${t('broker.theLastMessages', { count: this.node.history.length })}</h3>
          <p class="small muted">${t('broker.timesAndMost', { zone: zoneName(), most: HISTORY_LENGTH })}</p>
          <ol tabindex="0" aria-label=${t('broker.earlierMessages')}>${this.node.history.map((message) => entry(message))}</ol>
        </section>`}
    `;
  }

  #publish(): void {
    if (this.node !== undefined) {
      this.dispatchEvent(new CustomEvent<string>('publish-to', { detail: this.node.path, bubbles: true, composed: true }));
    }
  }
}

const entry = (message: TopicMessage) => html`
  <li><span class="num muted">${message.time === null ? t('broker.before') : formatClock(new Date(message.time))}</span>
    <code>${message.size === 0 ? t('broker.empty') : oneLine(message)}</code></li>`;

declare global {
  interface HTMLElementTagNameMap {
    'ph-topic-inspector': PhTopicInspector;
  }
}
