import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import type { Device } from '../../api/devices.js';
import { getPlugins, type Plugin } from '../../api/plugins.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-copy-line.js';
import '../../components/ph-icon.js';
import { closeTour } from './tour-state.js';

interface Card {
  id: 'reading' | 'device' | 'plugin';
  done: boolean;
  /** Whether the role of who looks allows it. */
  may: boolean;
}

/** Three first things to do with a hub; each marks itself done when it happened, whoever did it. */
@customElement('ph-tour')
export class PhTour extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; margin-bottom: 1.5rem; }
      section { padding: 1.1rem 1.25rem 1.25rem; display: grid; gap: 0.9rem; }
      header { display: flex; align-items: center; gap: 0.5rem; }
      header h2 { margin-right: auto; }
      ol { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 0.9rem; margin: 0; padding: 0; list-style: none; }
      li { display: grid; gap: 0.6rem; align-content: start; padding: 1rem; border: 1px solid var(--line); border-radius: var(--radius-s); min-width: 0; }
      li.done { background: var(--ok-soft); border-color: transparent; }
      h3 { display: flex; align-items: center; gap: 0.5rem; }
      .done h3 { color: var(--ok); }
      li a { justify-self: start; }
    `,
  ];

  @property() userRole = '';
  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ type: Boolean }) hasReadings = false;
  readonly #plugins = new Loader<Plugin[]>(this, getPlugins);

  constructor() {
    super();
    new LiveController(this, { topics: () => ['plugins'], onEvent: () => void this.#plugins.reload(), onResync: () => void this.#plugins.reload() });
  }

  protected override render() {
    const cards: Card[] = [
      { id: 'reading', done: this.hasReadings, may: true },
      { id: 'device', done: this.devices.some((device) => device.state === 'configured'), may: hasRole(this.userRole, 'installer') },
      { id: 'plugin', done: (this.#plugins.data ?? []).some((plugin) => plugin.enabled), may: hasRole(this.userRole, 'admin') },
    ];
    const shown = cards.filter((card) => card.may);
    const all = shown.every((card) => card.done);
    return html`
      <section class="card" aria-labelledby="tour">
        <header>
          <h2 id="tour">${all ? t('tour.alldone') : t('tour.title')}</h2>
          <button class="ghost" @click=${closeTour}><ph-icon .name=${'close' as const}></ph-icon>${all ? t('tour.finish') : t('tour.close')}</button>
        </header>
        <ol>${shown.map((card) => html`
          <li class=${card.done ? 'done' : ''}>
            <h3>${card.done ? html`<ph-icon .name=${'check' as const}></ph-icon>` : nothing}${t(`tour.${card.id}`)}</h3>
            <p class="small" role="status">${card.done ? t(`tour.${card.id}.done`) : t(`tour.${card.id}.how`)}</p>
            ${card.done ? nothing : this.#way(card.id)}
          </li>`)}</ol>
      </section>`;
  }

  #way(id: Card['id']) {
    switch (id) {
      case 'reading':
        return html`
          <ph-copy-line label=${t('tour.reading')} .text=${`mosquitto_pub -h ${location.hostname} -p 1883 -u me -P API_KEY -q 1 -t pihub/first/state -m '{"temperature":21.5}'`}></ph-copy-line>
          ${hasRole(this.userRole, 'admin') ? html`<a class="small" href="/keys">${t('tour.reading.key')}</a>` : nothing}`;
      case 'device':
        return html`<a class="button" href="/devices?add">${t('tour.device')}</a>`;
      case 'plugin':
        return html`<a class="button" href="/plugins">${t('tour.plugin.go')}</a>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-tour': PhTour;
  }
}
