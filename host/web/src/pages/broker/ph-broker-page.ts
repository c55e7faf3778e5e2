import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import { shared } from '../../styles/shared.js';
import { tabs } from '../../styles/tabs.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import './ph-broker-overview.js';
import './ph-clients-tab.js';
import './ph-publish-form.js';
import './ph-rejected-list.js';
import './ph-retained-tab.js';
import './ph-topics-tab.js';
import { roleName } from '../../format/role-names.js';
import { TABS, hrefOf, type TabId } from './tabs.js';

/** The MQTT broker in five parts; the address says which one is shown. */
@customElement('ph-broker-page')
export class PhBrokerPage extends LitElement {
  static override readonly styles = [
    shared,
    tabs,
    css`
      .page-head { min-height: 2.5rem; margin-bottom: 0.6rem; }
      @media (max-width: 640px) {
        nav.tabs { gap: 0; margin-inline: -0.5rem; justify-content: space-between; }
        nav.tabs a { padding: 0 0.4rem; font-size: 0.8125rem; }
      }
    `,
  ];

  @property() tab: TabId = 'overview';
  /** The query string of the address. */
  @property() search = '';
  /** The role of who is signed in. */
  @property() userRole = '';
  /** The topic of the open publish form; undefined while it is closed. */
  @state() private publishTo: string | undefined;

  protected override render() {
    const mayRead = hasRole(this.userRole, 'operator');
    return html`
      <div class="page-head">
        <h1>${t('common.mqttBroker')}</h1>
        ${mayRead && this.tab === 'topics' ? html`
          <button class="primary" @click=${() => { this.publishTo = ''; }}><ph-icon .name=${'send' as const}></ph-icon>${t('broker.publish')}</button>` : nothing}
      </div>
      <nav class="tabs" aria-label=${t('broker.partsOfTheMqttBroker')}>
        ${TABS.map((tab) => html`<a href=${hrefOf(tab.id)} aria-current=${tab.id === this.tab ? 'page' : nothing}>${tab.label}</a>`)}
      </nav>
      ${this.#part(mayRead, hasRole(this.userRole, 'admin'))}
      ${this.publishTo === undefined ? nothing : html`
        <ph-dialog heading=${t('broker.publishAMessage')} @closed=${() => { this.publishTo = undefined; }}>
          <ph-publish-form .topic=${this.publishTo}></ph-publish-form>
        </ph-dialog>`}
    `;
  }

  #part(mayRead: boolean, mayChange: boolean) {
    switch (this.tab) {
      case 'overview':
        return html`<ph-broker-overview></ph-broker-overview>`;
      case 'clients':
        return html`<ph-clients-tab .open=${this.#query('client')} .mayEnd=${mayChange}></ph-clients-tab>`;
      case 'topics':
        return mayRead
          ? html`<ph-topics-tab @publish-to=${(e: CustomEvent<string>) => { this.publishTo = e.detail; }}></ph-topics-tab>`
          : this.#locked(t('broker.watchingTopics'));
      case 'retained':
        return mayRead ? html`<ph-retained-tab .open=${this.#query('topic')} .mayDelete=${mayChange}></ph-retained-tab>` : this.#locked(t('broker.readingRetainedMessages'));
      case 'rejected':
        return html`<ph-rejected-list></ph-rejected-list>`;
    }
  }

  #query(name: string): string | undefined {
    return new URLSearchParams(this.search).get(name) ?? undefined;
  }

  #locked(what: string) {
    return html`<div class="card"><ph-notice kind="info" heading=${t('broker.yourRoleDoesNotAllow')}>
      ${t('broker.needsTheRole', { what, role: roleName('operator'), yours: roleName(this.userRole) })}
    </ph-notice></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-broker-page': PhBrokerPage;
  }
}
