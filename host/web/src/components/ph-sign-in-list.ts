import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SignIn } from '../api/sessions.js';
import { clientName } from '../format/client.js';
import { formatMoment } from '../format/time.js';
import { shared } from '../styles/shared.js';
import { t } from '../text/text.js';

const LOOK: Readonly<Record<SignIn['outcome'], string>> = { succeeded: 'ok', refused: 'bad', second_factor_required: '', throttled: 'bad' };

/** Attempts to sign in, one a line. */
@customElement('ph-sign-in-list')
export class PhSignInList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 1rem; padding: 0.65rem 0; }
      li + li { border-top: 1px solid var(--line); }
      .small { grid-column: 1 / -1; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) list: readonly SignIn[] = [];

  protected override render() {
    return html`<ul>${this.list.map((each) => html`
      <li>
        <span>${formatMoment(each.time)}</span>
        <span class="badge ${LOOK[each.outcome]}">${t(`signins.${each.outcome}`)}</span>
        <span class="small muted">${[t(`channel.${each.channel}`), clientName(each.client), each.address].filter((part) => part !== null && part !== '').join(' · ')}</span>
      </li>`)}</ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-sign-in-list': PhSignInList;
  }
}
