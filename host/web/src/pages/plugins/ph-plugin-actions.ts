import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CataloguePlugin } from '../../api/catalogue.js';
import { rollBackPlugin, useVersion, type Plugin } from '../../api/plugins.js';
import type { PhDialog } from '../../components/ph-dialog.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import { tRich } from '../../text/rich.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import { versionOutcome } from './change-outcome.js';
import { PluginWork, tellOutcome, tellRemoved } from './plugin-work.js';
import { actionsOf, type PluginActions } from './plugin-state.js';
import './ph-plugin-consent.js';
import './ph-plugin-remove.js';
import './ph-plugin-update.js';

type Step = 'more' | 'update' | 'roll-back' | 'versions' | 'remove';

/** What an owner can do with the versions of a plugin: update, go back, choose, agree, remove. */
@customElement('ph-plugin-actions')
export class PhPluginActions extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
      .menu { display: grid; gap: 0.4rem; }
      .menu button { justify-content: start; min-height: 3rem; }
      .versions { display: grid; gap: 0.5rem; }
      .versions li { display: flex; align-items: center; justify-content: space-between; gap: 0.75rem; padding: 0.5rem 0.5rem 0.5rem 0.9rem; border: 1px solid var(--line); border-radius: var(--radius-s); overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  /** What the catalogue has of it, when that is newer. */
  @property({ attribute: false }) entry: CataloguePlugin | undefined;
  /** All actions as buttons, instead of the less frequent ones behind "More". */
  @property({ type: Boolean }) expanded = false;
  @state() private step: Step | undefined;
  @state() private consenting = false;
  @query('ph-dialog') private readonly dialog: PhDialog | undefined;
  readonly #work = new PluginWork(this);

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    const can = actionsOf(plugin);
    const rest = this.#rest(can);
    const isBusy = this.#work.busy || plugin.phase !== null;
    return html`
      ${can.consent === undefined ? nothing : html`<button class="primary" ?disabled=${isBusy} @click=${() => { this.consenting = true; }}>${t('plugins.review', { consent: can.consent })}</button>`}
      ${this.entry === undefined || can.consent !== undefined ? nothing : html`<button class="primary" ?disabled=${isBusy} @click=${() => { this.step = 'update'; }}>${tRich('plugins.updateToAsk', { version: this.entry.newest })}</button>`}
      ${this.expanded
        ? rest.map(({ step, label }) => html`<button class=${step === 'remove' ? 'danger-ghost' : ''} ?disabled=${isBusy} @click=${() => { this.step = step; }}>${label}…</button>`)
        : rest.length === 0 ? nothing : html`<button class="ghost icon" aria-label=${t('plugins.more', { name: plugin.name })} aria-haspopup="dialog" title=${t('common.more')} @click=${() => { this.step = 'more'; }}><ph-icon .name=${'more' as const}></ph-icon></button>`}
      ${this.step === undefined ? nothing : html`<ph-dialog heading=${this.#heading(plugin, can)} @closed=${() => { this.step = undefined; }}>${this.#content(plugin, can, rest)}</ph-dialog>`}
      ${this.consenting ? html`<ph-plugin-consent .plugin=${plugin} @closed=${() => { this.consenting = false; }}></ph-plugin-consent>` : nothing}
    `;
  }

  #rest(can: PluginActions): { step: Step; label: string }[] {
    const others = can.others.filter((name) => name !== can.rollBack);
    return [
      ...(can.rollBack === undefined ? [] : [{ step: 'roll-back' as const, label: t(can.isForward ? 'plugins.goForwardTo' : 'plugins.rollBackTo', { version: can.rollBack }) }]),
      ...(others.length === 0 ? [] : [{ step: 'versions' as const, label: t('plugins.useAnotherVersion') }]),
      ...(can.remove || this.expanded ? [{ step: 'remove' as const, label: t('common.remove') }] : []),
    ];
  }

  #heading(plugin: Plugin, can: PluginActions): string {
    switch (this.step) {
      case 'update':
        return t('plugins.updateNamed', { name: plugin.name });
      case 'roll-back':
        return t(can.isForward ? 'plugins.goForwardToAsk' : 'plugins.rollBackToAsk', { version: can.rollBack ?? '' });
      case 'versions':
        return t('plugins.versionsNamed', { name: plugin.name });
      case 'remove':
        return t('plugins.remove', { name: plugin.name });
      default:
        return plugin.name;
    }
  }

  #content(plugin: Plugin, can: PluginActions, rest: readonly { step: Step; label: string }[]) {
    const close = (): void => this.dialog?.close();
    switch (this.step) {
      case 'update':
        return html`<ph-plugin-update .plugin=${plugin} .entry=${this.entry} @done=${() => this.#done(this.entry?.newest ?? '')} @cancelled=${close}></ph-plugin-update>`;
      case 'roll-back':
        return this.#rollBack(plugin, can);
      case 'versions':
        return this.#versions(plugin, can);
      case 'remove':
        return can.remove
          ? html`<ph-plugin-remove .plugin=${plugin} @removed=${() => { close(); tellRemoved(this, plugin); }} @cancelled=${close}></ph-plugin-remove>`
          : html`<div class="stack"><p>${tRich('plugins.cameWithPihubAndCannot', { name: html`<strong>${plugin.name}</strong>` })}</p><div class="row"><button @click=${close}>${t('common.close')}</button></div></div>`;
      default:
        return html`<div class="menu">${rest.map(({ step, label }) => html`<button class=${step === 'remove' ? 'danger-ghost' : ''} @click=${() => { this.step = step; }}>${label}…</button>`)}</div>`;
    }
  }

  #rollBack(plugin: Plugin, { rollBack: to, isForward }: PluginActions) {
    return html`<div class="stack">
      <p>${tRich('plugins.goesFromTo', { name: plugin.name, from: html`<strong>${plugin.chosen_version}</strong>`, to: html`<strong>${to}</strong>`, data: isForward
        ? t('plugins.itsDataIsBroughtUp')
        : html`${tRich('plugins.itsDataGoesBack', { chosenVersion: plugin.chosen_version, name: html`<strong>${t('plugins.whatItStoredSinceThen')}</strong>` })}` })}</p>
      <div class="row">
        <button class="primary" ?disabled=${this.#work.busy} @click=${() => { this.dialog?.close(); void this.#goTo(() => rollBackPlugin(plugin.id), to ?? ''); }}>${isForward ? t('plugins.goForward') : t('plugins.rollBack')}</button>
        <button @click=${() => this.dialog?.close()}>${t('common.cancel')}</button>
      </div>
    </div>`;
  }

  #versions(plugin: Plugin, { others }: PluginActions) {
    return html`<div class="stack">
      <p>${tRich('plugins.isInUseALower', { name: html`<strong>${plugin.chosen_version}</strong>` })}</p>
      <ul class="versions">${others.map((name) => html`<li><span>${name}</span>
        <button @click=${() => { this.dialog?.close(); void this.#goTo(() => useVersion(plugin.id, name), name); }}>${t('plugins.use', { name })}</button></li>`)}</ul>
    </div>`;
  }

  async #goTo(act: () => Promise<Plugin>, version: string): Promise<void> {
    const after = await this.#work.change(act, (plugin) => versionOutcome(plugin, version));
    if (after === undefined) {
      tellOutcome(this, { ok: false, heading: t('plugins.wasNotTaken', { version }), text: this.#work.failure });
    } else {
      this.consenting = after.pending_version === version;
    }
  }

  #done(version: string): void {
    this.dialog?.close();
    void this.updateComplete.then(() => { this.consenting = this.plugin?.pending_version === version; });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-actions': PhPluginActions;
  }
}
