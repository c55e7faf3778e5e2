import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../../../api/http.js';
import { deleteDrop, getDrops, type RefusedDrop } from '../../../api/plugin-drops.js';
import { Loader } from '../../../live/loader.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import '../../../components/ph-ago.js';
import '../../../components/ph-icon.js';

const REFRESH_MS = 15_000;

/** What was put into the hub's folder of plugins and is refused; nothing when there is none. */
@customElement('ph-refused-drops')
export class PhRefusedDrops extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      section { padding: 1rem 1.25rem; border-color: var(--bad); }
      .intro { margin-top: 0.2rem; }
      li.drop { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.3rem 0.75rem; align-items: start; padding: 0.8rem 0; border-top: 1px solid var(--line); }
      ul.drops { margin-top: 0.8rem; }
      .reasons { grid-column: 1 / -1; display: grid; gap: 0.25rem; padding-left: 1.2rem; list-style: disc; font-size: 0.9375rem; }
      .name, .reasons { overflow-wrap: anywhere; }
    `,
  ];

  /** Whether who is signed in may delete them. */
  @property({ type: Boolean }) mayChange = false;
  @state() private busy = '';
  @state() private failure = '';
  readonly #drops = new Loader<RefusedDrop[]>(this, getDrops);
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#drops.reload(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render() {
    const drops = this.#drops.data ?? [];
    return drops.length === 0 ? nothing : html`
      <section class="card" aria-labelledby="heading">
        <h2 id="heading">${t('plugins.refusedInThePluginFolder')}</h2>
        <p class="small muted intro">${t('plugins.theseWerePutInto')}</p>
        ${this.failure === '' ? nothing : html`<p class="field-error" role="alert">${this.failure}</p>`}
        <ul class="drops">${drops.map((drop) => html`
          <li class="drop">
            <div class="name"><strong>${drop.name}</strong> <span class="small muted"><ph-ago .time=${drop.since}></ph-ago></span></div>
            ${this.mayChange ? html`<button class="ghost icon" aria-label=${t('plugins.delete', { name: drop.name })} title=${t('common.delete')} ?disabled=${this.busy !== ''} @click=${() => void this.#delete(drop.name)}><ph-icon .name=${'trash' as const}></ph-icon></button>` : nothing}
            <ul class="reasons">${drop.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
          </li>`)}</ul>
      </section>`;
  }

  async #delete(name: string): Promise<void> {
    this.busy = name;
    this.failure = '';
    try {
      await deleteDrop(name);
    } catch (cause) {
      this.failure = asApiError(cause).message;
    }
    this.busy = '';
    await this.#drops.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-refused-drops': PhRefusedDrops;
  }
}
