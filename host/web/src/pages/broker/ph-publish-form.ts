import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { publish } from '../../api/broker-publish.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { formatBytes } from '../../format/bytes.js';
import { formatClock } from '../../format/time.js';
import { shared } from '../../styles/shared.js';
import { publicationOf, publishProblems, type PublishInput } from './publication.js';
import { t } from '../../text/text.js';

/** Publishes messages, one after the other; says what became of each. */
@customElement('ph-publish-form')
export class PhPublishForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form { display: grid; gap: 1rem; }
      .options { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10.5rem), 1fr)); gap: 1rem; align-items: end; }
      .check { display: flex; align-items: center; gap: 0.6rem; min-height: 2.5rem; font-size: 0.9375rem; }
      .failure { padding: 0.6rem 0.8rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); font-weight: 500; }
    `,
  ];

  /** What the topic field holds at first. */
  @property() topic = '';
  @state() private input: PublishInput = { topic: '', payload: '', encoding: 'text', qos: 0, retain: false };
  /** Problems are shown of what was left or sent, not of what is still being typed. */
  @state() private touched: ReadonlySet<'topic' | 'payload'> = new Set();
  @state() private busy = false;
  @state() private error: ApiError | undefined;
  @state() private done = '';

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('topic')) {
      this.input = { ...this.input, topic: this.topic };
    }
  }

  protected override render() {
    const { input } = this;
    const topic = this.#problem('topic');
    const payload = this.#problem('payload');
    const others = Object.entries(this.error?.fields ?? {}).filter(([field]) => field !== 'topic' && field !== 'payload');
    const rest = this.error === undefined || topic !== '' || payload !== '' ? '' : (others[0]?.[1].join(' ') ?? this.error.message);
    return html`
      <form @submit=${this.#submit} novalidate>
        ${rest === '' ? nothing : html`<p class="failure" role="alert">${rest}</p>`}
        <div class="field">
          <label for="topic">${t('broker.topic')}</label>
          <input id="topic" required autocomplete="off" autocapitalize="none" spellcheck="false" .value=${input.topic} aria-invalid=${topic !== ''}
            aria-describedby="topic-help" @input=${(e: Event) => this.#set({ topic: valueOf(e) })} @blur=${() => this.#touch('topic')}>
          <span id="topic-help">${topic === '' ? nothing : html`<span class="field-error" role="alert">${topic}</span>`}</span>
        </div>
        <div class="field">
          <label for="payload">${t('broker.payload')}</label>
          <textarea id="payload" rows="6" autocapitalize="none" spellcheck="false" .value=${input.payload} aria-invalid=${payload !== ''}
            aria-describedby="payload-help" @input=${(e: Event) => this.#set({ payload: valueOf(e) })} @blur=${() => this.#touch('payload')}></textarea>
          <span id="payload-help">${payload === '' ? html`<span class="hint">${hintOf(input)}</span>` : html`<span class="field-error" role="alert">${payload}</span>`}</span>
        </div>
        <div class="options">
          <div class="field"><label for="encoding">${t('broker.thePayloadIs')}</label>
            <select id="encoding" .value=${input.encoding} @change=${(e: Event) => this.#set({ encoding: valueOf(e) === 'base64' ? 'base64' : 'text' })}>
              <option value="text">${t('broker.text')}</option><option value="base64">${t('broker.base64')}</option>
            </select></div>
          <div class="field"><label for="qos">${t('broker.qos')}</label>
            <select id="qos" .value=${String(input.qos)} @change=${(e: Event) => this.#set({ qos: Number(valueOf(e)) })}>
              <option value="0">${t('broker.0AtMostOnce')}</option><option value="1">${t('broker.1AtLeastOnce')}</option><option value="2">${t('broker.2ExactlyOnce')}</option>
            </select></div>
          <label class="check"><input type="checkbox" .checked=${input.retain}
            @change=${(e: Event) => this.#set({ retain: (e.target as HTMLInputElement).checked })}>${t('broker.retain')}</label>
        </div>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>${this.busy ? t('broker.publishing') : t('broker.publish')}</button>
          <span class="small muted" role="status">${this.done}</span>
        </div>
      </form>
    `;
  }

  #problem(field: 'topic' | 'payload'): string {
    const typed = this.touched.has(field) ? publishProblems(this.input)[field] : '';
    return typed === '' ? (this.error?.fields[field]?.join(' ') ?? '') : typed;
  }

  #set(change: Partial<PublishInput>): void {
    this.input = { ...this.input, ...change };
    this.error = undefined;
    this.done = '';
  }

  #touch(field: 'topic' | 'payload'): void {
    // An empty field that was only passed through is no mistake yet.
    if (this.input[field] !== '') {
      this.touched = new Set([...this.touched, field]);
    }
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.touched = new Set(['topic', 'payload']);
    const problems = publishProblems(this.input);
    if (problems.topic !== '' || problems.payload !== '') {
      this.renderRoot.querySelector<HTMLElement>(problems.topic === '' ? '#payload' : '#topic')?.focus();
      return;
    }
    this.busy = true;
    this.error = undefined;
    this.done = '';
    try {
      const { size } = await publish(publicationOf(this.input));
      this.done = t('broker.publishedAt', { time: formatClock(new Date()), size: formatBytes(size) });
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

function hintOf({ payload, retain }: PublishInput): string {
  if (payload !== '') {
    return '';
  }
  return retain ? t('broker.anEmptyRetainedMessageDeletes') : t('broker.mayBeEmpty');
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-publish-form': PhPublishForm;
  }
}
