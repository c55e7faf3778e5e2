import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SignInPage } from '../../api/sessions.js';
import { getSignInsOf } from '../../api/users.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-sign-in-list.js';

/** The latest sign-ins of a user. */
@customElement('ph-user-history')
export class PhUserHistory extends LitElement {
  static override readonly styles = shared;

  /** The user's id. */
  @property() user = '';
  readonly #page = new Loader<SignInPage>(this, (signal) => getSignInsOf(this.user, signal));

  protected override render() {
    return renderLoaded(this.#page, ({ sign_ins }) => sign_ins.length === 0
      ? html`<ph-notice kind="empty" heading=${t('signins.none')}></ph-notice>`
      : html`<ph-sign-in-list .list=${sign_ins}></ph-sign-in-list>`, 2);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-user-history': PhUserHistory;
  }
}
