import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Health } from '../api/health.js';
import { formatDuration } from '../format/time.js';
import { humanize } from '../format/labels.js';
import { shared } from '../styles/shared.js';
import { getLanguage } from '../text/language.js';
import { t } from '../text/text.js';
import './ph-dialog.js';

const WORDS: Readonly<Record<Health['status'], string>> = { ok: t('hubStatus.allWell'), degraded: t('common.degraded'), failing: t('hubStatus.failing') };

/** A dot and a word for how the hub is; opens what was checked. */
@customElement('ph-hub-status')
export class PhHubStatus extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .open { min-height: 2.25rem; padding: 0.25rem 0.7rem; font-size: 0.875rem; border-radius: 99px; }
      .open:focus-visible { border-radius: 99px; }
      i { width: 0.65rem; height: 0.65rem; border-radius: 50%; background: var(--line-strong); flex: none; }
      i.ok { background: var(--ok); }
      i.degraded { background: var(--warn-dot); }
      i.failing, i.away { background: var(--bad); }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 0.35rem 1.25rem; }
      dt { color: var(--text-2); }
      li { display: grid; grid-template-columns: auto 1fr; gap: 0 0.7rem; align-items: baseline; padding: 0.65rem 0; border-top: 1px solid var(--line); }
      li p { grid-column: 2; color: var(--text-2); font-size: 0.875rem; overflow-wrap: anywhere; }
      ul { margin-top: 1rem; }
    `,
  ];

  @property({ attribute: false }) health: Health | undefined;
  @property({ type: Boolean }) away = false;
  @state() private open = false;

  protected override render() {
    const look = this.away ? 'away' : (this.health?.status ?? '');
    const words = this.away ? t('hubStatus.notReachable') : this.health === undefined ? t('hubStatus.asking') : WORDS[this.health.status];
    return html`
      <button class="open ghost" aria-haspopup="dialog" @click=${() => { this.open = true; }}>
        <i class=${look}></i><span><span class="sr-only">${t('hubStatus.hub')} </span>${words}</span>
      </button>
      ${this.open ? this.#dialog(words) : nothing}
    `;
  }

  #dialog(words: string) {
    const { health } = this;
    return html`
      <ph-dialog heading=${t('hubStatus.hubIs', { words: getLanguage() === 'en' ? words.toLowerCase() : words })} @closed=${() => { this.open = false; }}>
        ${health === undefined ? html`<p class="muted">${t('hubStatus.theHubHasNotAnswered')}</p>` : html`
          <dl>
            <dt>${t('hubStatus.version')}</dt><dd>${health.version}</dd>
            <dt>${t('hubStatus.role')}</dt><dd>${health.role}</dd>
            <dt>${t('hubStatus.runningFor')}</dt><dd>${formatDuration(health.uptime_s)}</dd>
          </dl>
          <ul>${health.checks?.map((check) => html`
            <li><i class=${check.status}></i><strong>${humanize(check.name)}</strong>
              ${check.message === null || check.message === '' ? nothing : html`<p>${check.message}</p>`}
            </li>`)}</ul>`}
      </ph-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-hub-status': PhHubStatus;
  }
}
