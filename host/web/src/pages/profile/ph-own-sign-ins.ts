import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { getSignIns, type SignInPage } from '../../api/sessions.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-pager.js';
import '../../components/ph-sign-in-list.js';

/** One's own attempts to sign in, a page at a time. */
@customElement('ph-own-sign-ins')
export class PhOwnSignIns extends LitElement {
  static override readonly styles = shared;

  #before: number[] = [];
  readonly #page = new Loader<SignInPage>(this, (signal) => getSignIns(this.#before.at(-1), signal));

  protected override render() {
    return renderLoaded(this.#page, ({ sign_ins, next }) => sign_ins.length === 0
      ? html`<ph-notice kind="empty" heading=${t('signins.none')}></ph-notice>`
      : html`
        <ph-sign-in-list .list=${sign_ins}></ph-sign-in-list>
        <ph-pager ?back=${this.#before.length > 0} ?forth=${next !== null} @back=${() => this.#turn(this.#before.slice(0, -1))} @forth=${() => this.#turn([...this.#before, next ?? 0])}></ph-pager>`, 2);
  }

  #turn(before: number[]): void {
    this.#before = before;
    void this.#page.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-own-sign-ins': PhOwnSignIns;
  }
}
