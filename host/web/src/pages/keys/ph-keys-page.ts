import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole, type Role } from '../../api/auth.js';
import { getKeys, revokeKey, type ApiKey } from '../../api/keys.js';
import { renderLoaded } from '../../components/loaded.js';
import { formatDay, formatMoment } from '../../format/time.js';
import { roleName } from '../../format/role-names.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-confirm.js';
import '../../components/ph-data-table.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-key-form.js';
import './ph-key-value.js';

type Made = ApiKey & { value: string };
const SOON_MS = 14 * 86_400_000;

// In a cell, only an attribute reaches what is drawn.
const day = (time: string) => html`<span style="white-space: nowrap">${formatDay(new Date(time))}</span>`;

/** The API keys: what signs in that is no person. */
@customElement('ph-keys-page')
export class PhKeysPage extends LitElement {
  static override readonly styles = [shared, css`.card { overflow: hidden; }`];

  @property() userRole: Role = 'viewer';
  @state() private making = false;
  @state() private made: Made | undefined;
  @state() private leaving: ApiKey | undefined;
  readonly #keys = new Loader<ApiKey[]>(this, getKeys);

  protected override render() {
    return html`
      <div class="page-head">
        <h1>${t('keys.title')}</h1>
        <button class="primary" @click=${() => { this.making = true; }}><ph-icon .name=${'plus' as const}></ph-icon>${t('keys.add')}</button>
      </div>
      ${renderLoaded(this.#keys, (keys) => this.#list(keys), 1)}${this.#dialogs()}`;
  }

  #list(keys: readonly ApiKey[]) {
    if (keys.length === 0) {
      return html`<div class="card"><ph-notice kind="empty" heading=${t('keys.none')}>${t('keys.none.more')}</ph-notice></div>`;
    }
    const columns = [t('keys.name'), t('keys.role'), t('keys.scopes'), t('keys.created'), t('keys.expires'), t('keys.used'), ''].map((heading) => ({ heading }));
    const rows = keys.map((key) => ({ cells: [
      html`<span style="display: inline-block; min-width: 7rem">${key.name}</span>`,
      html`<span style="white-space: nowrap">${roleName(key.role)}</span>`,
      key.scopes === null || key.scopes.length === 0 ? t('keys.scopes.all') : key.scopes.join(', '),
      day(key.created_at),
      this.#expires(key),
      html`<ph-ago .time=${key.last_used_at} none=${t('time.never')}></ph-ago>${key.last_used_from === null ? nothing : html`<br><code class="muted">${key.last_used_from}</code>`}`,
      hasRole(this.userRole, key.role) ? html`<button class="danger-ghost" style="white-space: nowrap" aria-label="${t('keys.revoke')}: ${key.name}" @click=${() => { this.leaving = key; }}>${t('keys.revoke')}</button>` : null,
    ] }));
    return html`<div class="card"><ph-data-table caption=${t('keys.title')} rowHeadings .columns=${columns} .rows=${rows}></ph-data-table></div>`;
  }

  #expires(key: ApiKey) {
    if (key.expires_at === null) {
      return t('time.never');
    }
    const left = Date.parse(key.expires_at) - Date.now();
    if (left <= 0) {
      return html`<span class="badge bad">${t('keys.expired')}</span>`;
    }
    return left < SOON_MS ? html`<span class="badge warn" title=${formatMoment(key.expires_at)}><ph-ago .time=${key.expires_at}></ph-ago></span>` : day(key.expires_at);
  }

  #dialogs() {
    const { leaving } = this;
    if (this.making) {
      return html`<ph-dialog heading=${t('keys.add')} @closed=${() => { this.making = false; }}>
        <ph-key-form .giver=${this.userRole} @cancelled=${() => { this.making = false; }} @made=${(event: CustomEvent<Made>) => this.#onMade(event.detail)}></ph-key-form></ph-dialog>`;
    }
    if (this.made !== undefined) {
      return html`<ph-dialog heading=${t('keys.made', { name: this.made.name })} @closed=${() => { this.made = undefined; }}><ph-key-value .made=${this.made}></ph-key-value></ph-dialog>`;
    }
    return leaving === undefined ? nothing : html`
      <ph-confirm heading=${t('keys.revoke.title', { name: leaving.name })} action=${t('keys.revoke')} .act=${() => revokeKey(leaving.id)}
        @closed=${() => { this.leaving = undefined; }} @done=${() => { this.leaving = undefined; void this.#keys.reload(); }}><p>${t('keys.revoke.more')}</p></ph-confirm>`;
  }

  #onMade(made: Made): void {
    this.making = false;
    this.made = made;
    void this.#keys.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-keys-page': PhKeysPage;
  }
}
