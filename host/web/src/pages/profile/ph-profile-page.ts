import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Identity } from '../../api/auth.js';
import { roleName, roleWords } from '../../format/role-names.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import '../../components/ph-theme-toggle.js';
import './ph-own-sign-ins.js';
import './ph-password-form.js';
import './ph-profile-form.js';
import './ph-second-factor.js';
import './ph-sessions.js';

/** One's own account. A key or the demo has none: only what this browser shows can be chosen then. */
@customElement('ph-profile-page')
export class PhProfilePage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .grid { columns: 2 24rem; column-gap: 1.1rem; }
      section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.9rem; padding: 1.25rem; margin-bottom: 1.1rem; break-inside: avoid; }
      .page-head p { flex-basis: 100%; }
      .theme { display: grid; gap: 0.4rem; justify-items: start; }
      @media (max-width: 640px) { section { padding: 1.1rem; } }
    `,
  ];

  @property({ attribute: false }) me: Identity | undefined;

  protected override render() {
    const { me } = this;
    if (me === undefined) {
      return nothing;
    }
    const isUser = me.kind === 'user';
    return html`
      <div class="page-head"><h1>${t('profile.title')}</h1><p class="muted">${me.name} · ${roleName(me.role)}: ${roleWords(me.role)}</p></div>
      <div class="grid">
        <section class="card" aria-label=${t('profile.you')}>
          <h2>${t('profile.you')}</h2>
          <ph-profile-form .me=${me}></ph-profile-form>
          <div class="theme"><span class="label">${t('profile.theme')}</span><ph-theme-toggle></ph-theme-toggle></div>
        </section>
        ${isUser ? html`
          <section class="card" aria-label=${t('profile.password')}><h2>${t('profile.password')}</h2><ph-password-form .name=${me.name}></ph-password-form></section>
          <section class="card" aria-label=${t('factor.title')}><h2>${t('factor.title')}</h2><ph-second-factor ?on=${me.has_second_factor}></ph-second-factor></section>
          <section class="card" aria-label=${t('sessions.title')}><h2>${t('sessions.title')}</h2><ph-sessions></ph-sessions></section>
          <section class="card" aria-label=${t('signins.title')}><h2>${t('signins.title')}</h2><ph-own-sign-ins></ph-own-sign-ins></section>`
          : html`<section class="card"><ph-notice kind="info" heading=${t('profile.noaccount')}>${me.kind === 'key' ? t('profile.iskey') : t('profile.isdemo')}</ph-notice></section>`}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-profile-page': PhProfilePage;
  }
}
