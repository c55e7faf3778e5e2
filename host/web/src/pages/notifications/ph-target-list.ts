import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { getTargets, type Target } from '../../api/notification-targets.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-target-card.js';
import './ph-target-form.js';

/** Where notifications are sent besides. */
@customElement('ph-target-list')
export class PhTargetList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tools { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.6rem 1.25rem; margin-bottom: 1rem; }
      .tools p { max-width: 40rem; }
      li + li { border-top: 1px solid var(--line); }
    `,
  ];

  /** The target whose form is open; null: a new one. */
  @state() private editing: Target | null | undefined;
  readonly #targets = new Loader<Target[]>(this, getTargets);

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['notifications'],
      onEvent: () => void this.#targets.reload(),
      onResync: () => void this.#targets.reload(),
    });
  }

  protected override render() {
    return html`
      ${renderLoaded(this.#targets, (targets) => this.#list(targets))}
      ${this.editing === undefined ? nothing : html`
        <ph-dialog heading=${this.editing === null ? t('targets.add') : t('targets.editOf', { name: this.editing.name })} @closed=${() => { this.editing = undefined; }}>
          <ph-target-form .target=${this.editing ?? undefined} @saved=${this.#saved}></ph-target-form>
        </ph-dialog>`}
    `;
  }

  #list(targets: readonly Target[]) {
    const add = html`<button class="primary" @click=${() => { this.editing = null; }}><ph-icon .name=${'plus' as const}></ph-icon>${t('targets.add')}</button>`;
    if (targets.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('targets.empty')}><p>${t('targets.intro')}</p><p style="margin-top: 1rem">${add}</p></ph-notice></div>`;
    }
    return html`
      <div class="tools"><p class="small muted">${t('targets.intro')}</p>${add}</div>
      <ul class="card">${repeat(targets, (target) => target.id, (target) => html`
        <li><ph-target-card .target=${target} @edit=${() => { this.editing = target; }} @changed=${() => void this.#targets.reload()}></ph-target-card></li>`)}</ul>
    `;
  }

  #saved(): void {
    this.editing = undefined;
    void this.#targets.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-target-list': PhTargetList;
  }
}
