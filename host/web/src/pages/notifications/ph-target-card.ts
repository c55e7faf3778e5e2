import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../../api/http.js';
import { changeTarget, removeTarget, testTarget, type Target, type TargetTest } from '../../api/notification-targets.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-dialog.js';
import '../../components/ph-switch.js';
import { addressOf, switched } from './target-draft.js';

/** One target: how it goes with it, a test, its switch. Fires `edit` and `changed`. */
@customElement('ph-target-card')
export class PhTargetCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.5rem 1rem; align-items: start; padding: 0.9rem 1.25rem; }
      .text { display: grid; gap: 0.25rem; min-width: 0; overflow-wrap: anywhere; }
      .bad { color: var(--bad); }
      .ok { color: var(--ok); }
      .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: end; }
      .result { grid-column: 1 / -1; overflow-wrap: anywhere; font-weight: 550; }
      @media (max-width: 640px) { article { grid-template-columns: auto minmax(0, 1fr); padding: 0.9rem 1rem; } .buttons { grid-column: 1 / -1; justify-content: start; } }
    `,
  ];

  @property({ attribute: false }) target: Target | undefined;
  @state() private busy = false;
  @state() private asking = false;
  @state() private result: TargetTest | undefined;

  protected override render() {
    const { target } = this;
    if (target === undefined) {
      return nothing;
    }
    return html`
      <article aria-busy=${this.busy ? 'true' : 'false'}>
        <ph-switch ?on=${target.enabled} ?busy=${this.busy} label=${t('targets.switch', { name: target.name })}
          @toggle=${() => void this.#do(() => changeTarget(target.id, switched(target, !target.enabled)))}></ph-switch>
        <div class="text">
          <h3>${target.name}</h3>
          <span class="small muted">${t(`targets.kind.${target.kind}`)}: ${addressOf(target)}</span>
          ${this.#state(target)}
        </div>
        <div class="buttons">
          <button ?disabled=${this.busy} @click=${() => void this.#test(target)}>${this.busy ? t('targets.busy') : t('targets.test')}</button>
          <button class="ghost" @click=${() => this.dispatchEvent(new Event('edit'))}>${t('targets.edit')}</button>
          <button class="ghost" @click=${() => { this.asking = true; }}>${t('targets.remove')}</button>
        </div>
        <div class="result small ${this.result?.ok === true ? 'ok' : 'bad'}" role="status">${this.result?.message ?? ''}</div>
      </article>
      ${this.asking ? html`
        <ph-dialog heading=${t('targets.removeAsk', { name: target.name })} @closed=${() => { this.asking = false; }}>
          <div class="stack"><p>${t('targets.removeHint')}</p>
            <div class="row"><button class="danger" @click=${() => void this.#do(() => removeTarget(target.id))}>${t('targets.remove')}</button>
              <button @click=${() => { this.asking = false; }}>${t('targets.keep')}</button></div></div>
        </ph-dialog>` : nothing}
    `;
  }

  #state(target: Target) {
    return html`
      ${target.last_error === null ? nothing : html`<span class="small bad">${t('targets.lastError')} <ph-ago .time=${target.last_error_at}></ph-ago>: ${target.last_error}</span>`}
      <span class="small muted">${t('targets.lastSuccess')} <ph-ago .time=${target.last_success_at} none=${t('targets.never')}></ph-ago></span>
      ${target.waiting === 0 ? nothing : html`<span class="small muted">${tCount('targets.waiting', target.waiting)}</span>`}
    `;
  }

  async #test(target: Target): Promise<void> {
    await this.#do(async () => { this.result = await testTarget(target.id); });
  }

  async #do(act: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.result = undefined;
    try {
      await act();
      this.asking = false;
      this.dispatchEvent(new Event('changed'));
    } catch (cause) {
      this.asking = false;
      this.result = { ok: false, message: asApiError(cause).message };
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-target-card': PhTargetCard;
  }
}
