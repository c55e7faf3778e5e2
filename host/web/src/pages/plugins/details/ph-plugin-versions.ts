import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Plugin, PluginChange, PluginVersion } from '../../../api/plugins.js';
import { formatMoment } from '../../../format/time.js';
import { shared } from '../../../styles/shared.js';
import { t } from '../../../text/text.js';
import { tRich } from '../../../text/rich.js';
import '../../../components/ph-ago.js';
import '../ph-version-facts.js';

const OUTCOME: Readonly<Record<PluginChange['outcome'], string>> = {
  upgraded: t('plugins.itSucceeded'),
  rolled_back: t('plugins.itWasTakenBack'),
  failed: t('plugins.itFailed'),
};

/** The versions of a plugin on the disk, which of them counts, and the last change between them. */
@customElement('ph-plugin-versions')
export class PhPluginVersions extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      li { padding: 0.8rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
      li:first-child { border: 0; padding-top: 0; }
      .name { margin-bottom: 0.4rem; }
      .reason { color: var(--bad); font-size: 0.9375rem; }
      .change { padding: 0.7rem 0.9rem; border-radius: var(--radius-s); background: var(--surface-2); font-size: 0.9375rem; overflow-wrap: anywhere; }
      .change.bad { background: var(--bad-soft); }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    return html`
      <ul>${plugin.versions.map((version) => html`<li>
        <p class="row name"><strong>${version.name}</strong>${this.#badges(plugin, version)}</p>
        ${version.reason === null ? nothing : html`<p class="reason">${version.reason}</p>`}
        <ph-version-facts brief .version=${version}></ph-version-facts>
      </li>`)}</ul>
      ${plugin.last_change === null ? nothing : this.#change(plugin.last_change)}`;
  }

  #badges(plugin: Plugin, { name }: PluginVersion) {
    const badges = [
      [name === plugin.chosen_version, 'ok', t('plugins.inUse')],
      [name === plugin.pending_version, 'warn', t('plugins.waitsForConsent')],
      [name === plugin.previous_version && name !== plugin.chosen_version, '', t('plugins.theOneBefore')],
    ] as const;
    return badges.filter(([is]) => is).map(([, kind, text]) => html`<span class="badge ${kind}">${text}</span>`);
  }

  #change({ from, to, outcome, reason, at }: PluginChange) {
    return html`<p class="change ${outcome === 'upgraded' ? '' : 'bad'}">
      ${tRich('plugins.lastChange', { from: html`<strong>${from}</strong>`, to: html`<strong>${to}</strong>`, ago: html`<ph-ago .time=${at}></ph-ago>`, at: formatMoment(at), outcome: OUTCOME[outcome], reason: reason === null ? '.' : `: ${reason}.` })}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-versions': PhPluginVersions;
  }
}
