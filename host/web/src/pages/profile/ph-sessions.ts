import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { endOtherSessions, endSession, getSessions, type Session } from '../../api/sessions.js';
import { renderLoaded } from '../../components/loaded.js';
import { clientName } from '../../format/client.js';
import { formatMoment } from '../../format/time.js';
import { Loader } from '../../live/loader.js';
import { Work } from '../../live/work.js';
import { forms } from '../../styles/forms.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';

/** Where one is signed in, and the way to end that elsewhere. */
@customElement('ph-sessions')
export class PhSessions extends LitElement {
  static override readonly styles = [
    shared,
    forms,
    css`
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 1rem; align-items: center; padding: 0.7rem 0; }
      li + li { border-top: 1px solid var(--line); }
      .client { overflow-wrap: anywhere; font-weight: 550; }
      .small { grid-row: 2; overflow-wrap: anywhere; }
      li button { grid-row: 1 / span 2; grid-column: 2; min-height: 2.25rem; padding: 0.25rem 0.75rem; font-size: 0.875rem; }
      .all { margin-top: 0.9rem; }
    `,
  ];

  readonly #sessions = new Loader<Session[]>(this, getSessions);
  readonly #work = new Work(this);

  protected override render() {
    return renderLoaded(this.#sessions, (sessions) => html`
      <ul>${sessions.map((session) => this.#row(session))}</ul>
      ${this.#work.error === undefined ? nothing : html`<p class="failure" role="alert">${this.#work.error.message}</p>`}
      ${sessions.some((session) => !session.is_current) ? html`<button class="danger-ghost all" ?disabled=${this.#work.busy} @click=${() => void this.#end(endOtherSessions)}>${t('sessions.others')}</button>` : nothing}`, 1);
  }

  #row(session: Session) {
    const client = clientName(session.client);
    const name = client === '' ? t('sessions.unknown') : client;
    return html`
      <li>
        <span class="client">${name}</span>
        <span class="small muted">${session.address === null ? nothing : html`${session.address} · `}${t('sessions.since', { time: formatMoment(session.created_at, false) })} · ${t('users.seen')} <ph-ago .time=${session.last_seen_at} none=${t('time.never')}></ph-ago></span>
        ${session.is_current ? html`<span class="badge ok">${t('sessions.current')}</span>`
          : html`<button ?disabled=${this.#work.busy} aria-label="${t('sessions.end')}: ${name}" @click=${() => void this.#end(() => endSession(session.id))}>${t('sessions.end')}</button>`}
      </li>`;
  }

  async #end(act: () => Promise<void>): Promise<void> {
    await this.#work.run(act);
    await this.#sessions.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-sessions': PhSessions;
  }
}
