import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Identity } from '../../api/auth.js';
import { deleteUser, endSessionsOf, getUsers, resetPassword, type Invitation, type User } from '../../api/users.js';
import { renderLoaded } from '../../components/loaded.js';
import { roleName } from '../../format/role-names.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import '../../components/ph-confirm.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import { mayChange } from './rules.js';
import './ph-invitation.js';
import './ph-user-form.js';
import './ph-user-history.js';
import type { UserSaved } from './ph-user-form.js';

type Open =
  | { what: 'new' }
  | { what: 'edit' | 'reset' | 'end' | 'delete' | 'history'; user: User }
  | { what: 'link'; name: string; invitation: Invitation };

/** Who may use the hub. */
@customElement('ph-users-page')
export class PhUsersPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.35rem 1rem; align-items: center; padding: 1rem 1.25rem; }
      li + li { border-top: 1px solid var(--line); }
      .name { overflow-wrap: anywhere; font-weight: 600; }
      .facts, .acts { grid-column: 1 / -1; }
      .facts { font-size: 0.875rem; color: var(--text-2); gap: 0.25rem 0.9rem; }
      .acts button { min-height: 2.25rem; padding: 0.25rem 0.75rem; font-size: 0.875rem; }
      .badges { justify-content: flex-end; }
      .more { display: none; }
      @media (max-width: 640px) {
        li { grid-template-columns: minmax(0, 1fr); padding: 0.9rem 1.1rem; }
        .badges { justify-content: flex-start; }
        .more { display: inline-flex; }
        .folded .rest { display: none; }
      }
    `,
  ];

  @property({ attribute: false }) me: Identity | undefined;
  @state() private open: Open | undefined;
  /** The user whose further actions show where there is no room for all. */
  @state() private unfolded = '';
  #link: Invitation | undefined;
  readonly #users = new Loader<User[]>(this, getUsers);

  protected override render() {
    return html`
      <div class="page-head">
        <h1>${t('users.title')}</h1>
        <button class="primary" @click=${() => { this.open = { what: 'new' }; }}><ph-icon .name=${'plus' as const}></ph-icon>${t('users.add')}</button>
      </div>
      ${renderLoaded(this.#users, (users) => (users.length === 0
        ? html`<div class="card"><ph-notice kind="empty" heading=${t('users.none')}>${t('users.none.more')}</ph-notice></div>`
        : html`<ul class="card">${users.map((user) => this.#row(user))}</ul>`), 2)}
      ${this.open === undefined ? nothing : this.#dialog(this.open)}`;
  }

  #row(user: User) {
    const own = this.me?.kind === 'user' && this.me.id === user.id;
    return html`
      <li>
        <div class="name">${user.display_name === '' ? user.user_name : user.display_name}${own ? html` <span class="badge ok">${t('users.you')}</span>` : nothing}</div>
        <div class="row badges">
          ${user.is_disabled ? html`<span class="badge bad">${t('users.disabled')}</span>` : user.has_password ? nothing : html`<span class="badge warn">${t('users.invited')}</span>`}
          <span class="badge">${roleName(user.role)}</span>
        </div>
        <div class="row facts">
          <code>${user.user_name}</code>
          <span>${t('users.seen')} <ph-ago .time=${user.last_seen_at} none=${t('time.never')}></ph-ago></span>
          <span>${user.has_second_factor ? t('users.factor.on') : t('users.factor.off')}</span>
        </div>
        <div class="row acts ${this.unfolded === user.id ? '' : 'folded'}">${own ? html`<a href="/profile" class="small">${t('users.own')}</a>` : this.#acts(user)}</div>
      </li>`;
  }

  #acts(user: User) {
    const act = (what: 'edit' | 'reset' | 'end' | 'delete' | 'history', text: string, look = 'rest') => html`
      <button class=${look} aria-label="${text}: ${user.user_name}" @click=${() => { this.open = { what, user }; }}>${text}</button>`;
    
    if (this.me === undefined || !mayChange(this.me, user)) {
      return html`${act('history', t('users.history'), '')}<span class="small muted">${t('users.owneronly')}</span>`;
    }
    return html`${act('edit', t('users.edit'), '')}<button class="more" aria-expanded=${this.unfolded === user.id ? 'true' : 'false'} @click=${() => { this.unfolded = this.unfolded === user.id ? '' : user.id; }}>${t('users.more')}</button>
      ${act('reset', user.has_password ? t('users.reset') : t('users.newlink'))}${act('end', t('users.end'))}${act('history', t('users.history'))}${act('delete', t('action.delete'), 'danger-ghost rest')}`;
  }

  #dialog(open: Open) {
    const close = (): void => { this.open = undefined; };
    const reread = (): void => { this.open = undefined; void this.#users.reload(); };
    switch (open.what) {
      case 'new':
        return html`<ph-dialog heading=${t('users.add')} @closed=${close}>
          <ph-user-form .giver=${this.me?.role ?? 'viewer'} @saved=${this.#onSaved} @cancelled=${close}></ph-user-form></ph-dialog>`;
      case 'edit':
        return html`<ph-dialog heading=${t('users.edit.title', { name: open.user.user_name })} @closed=${close}>
          <ph-user-form .user=${open.user} .giver=${this.me?.role ?? 'viewer'} @saved=${this.#onSaved} @cancelled=${close}></ph-user-form></ph-dialog>`;
      case 'history':
        return html`<ph-dialog heading=${t('users.history.title', { name: open.user.user_name })} @closed=${close}><ph-user-history .user=${open.user.id}></ph-user-history></ph-dialog>`;
      case 'link':
        return html`<ph-dialog heading=${t('invitation.title')} @closed=${close}><ph-invitation .name=${open.name} .invitation=${open.invitation}></ph-invitation></ph-dialog>`;
      case 'reset':
        return html`<ph-confirm heading=${t('users.reset.title', { name: open.user.user_name })} action=${t('users.reset.do')} @closed=${close} @done=${() => this.#onReset(open.user)}
          .act=${async () => { this.#link = (await resetPassword(open.user.id)).invitation; }}><p>${t('users.reset.more')}</p></ph-confirm>`;
      case 'end':
        return html`<ph-confirm heading=${t('users.end.title', { name: open.user.user_name })} action=${t('users.end.do')} @closed=${close} @done=${reread}
          .act=${() => endSessionsOf(open.user.id)}><p>${t('users.end.more')}</p></ph-confirm>`;
      case 'delete':
        return html`<ph-confirm heading=${t('users.delete.title', { name: open.user.user_name })} action=${t('action.delete')} @closed=${close} @done=${reread}
          .act=${() => deleteUser(open.user.id)}><p>${t('users.delete.more')}</p></ph-confirm>`;
    }
  }

  readonly #onSaved = (event: CustomEvent<UserSaved>): void => {
    const { name, invitation } = event.detail;
    this.open = invitation === undefined ? undefined : { what: 'link', name, invitation };
    void this.#users.reload();
  };

  #onReset(user: User): void {
    this.open = this.#link === undefined ? undefined : { what: 'link', name: user.user_name, invitation: this.#link };
    this.#link = undefined;
    void this.#users.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-users-page': PhUsersPage;
  }
}
