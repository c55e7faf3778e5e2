import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError } from '../../api/http.js';
import { switchPlugin, type Plugin, type PluginState } from '../../api/plugins.js';
import { shared } from '../../styles/shared.js';
import '../../components/ph-plugin-icon.js';
import '../../components/ph-switch.js';

const LOOK: Readonly<Record<PluginState, { text: string; className: string }>> = {
  running: { text: 'Running', className: 'ok' },
  starting: { text: 'Starting…', className: 'warn' },
  stopping: { text: 'Stopping…', className: 'warn' },
  disabled: { text: 'Off', className: '' },
  incompatible: { text: 'Incompatible', className: 'bad' },
  quarantined: { text: 'Quarantined', className: 'bad' },
  installed: { text: 'Installed', className: '' },
  degraded: { text: 'Degraded', className: 'warn' },
  waiting: { text: 'Waiting', className: 'warn' },
};

/** One plugin: what it is, how it is, what it may do, and its switch. Fires `changed` with the plugin as the hub answered. */
@customElement('ph-plugin-card')
export class PhPluginCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      article { display: grid; gap: 0.85rem; align-content: start; height: 100%; padding: 1.25rem; }
      header { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.9rem; align-items: center; }
      h2 { overflow-wrap: anywhere; }
      .reason, .failure { padding: 0.5rem 0.75rem; border-radius: var(--radius-s); background: var(--surface-2); font-size: 0.875rem; overflow-wrap: anywhere; }
      .reason.bad, .failure { background: var(--bad-soft); color: var(--bad); font-weight: 500; }
      .pages { display: flex; flex-wrap: wrap; gap: 0.5rem; }
      details { font-size: 0.875rem; }
      summary { cursor: pointer; font-weight: 550; color: var(--text-2); width: fit-content; padding: 0.2rem 0; }
      dl { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 0.4rem 0.75rem; padding-top: 0.5rem; }
      dt { color: var(--text-2); }
      dd { overflow-wrap: anywhere; }
      dd code { display: block; }
    `,
  ];

  @property({ attribute: false }) plugin: Plugin | undefined;
  @state() private busy = false;
  @state() private failure = '';

  protected override render() {
    const { plugin } = this;
    if (plugin === undefined) {
      return nothing;
    }
    const look = LOOK[plugin.state];
    return html`
      <article class="card" aria-label=${plugin.name}>
        <header>
          <ph-plugin-icon .icon=${plugin.icon} .name=${plugin.name}></ph-plugin-icon>
          <div>
            <h2>${plugin.name}</h2>
            <p class="row small muted"><span>${plugin.version}</span><span class="badge ${look.className}">${look.text}</span></p>
          </div>
          <ph-switch
            .on=${plugin.enabled} .busy=${this.busy} label="${plugin.name} enabled" @toggle=${() => void this.#toggle(plugin)}
          ></ph-switch>
        </header>
        ${this.failure === '' ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
        ${plugin.state !== 'running' && plugin.reason !== null ? html`<p class="reason ${look.className}">${plugin.reason}</p>` : nothing}
        ${plugin.description === null ? nothing : html`<p>${plugin.description}</p>`}
        <div class="pages">
          ${plugin.enabled ? plugin.pages.map((page) => html`<a class="button" href="/plugins/${encodeURIComponent(plugin.id)}/${encodeURIComponent(page.id)}">${page.title}</a>`) : nothing}
          <a class="button" href="/plugins/${encodeURIComponent(plugin.id)}/settings">Settings</a>
        </div>
        <details>
          <summary>Permissions and details</summary>
          <dl>
            <dt>Listens to</dt><dd>${this.#list(plugin.permissions.subscribe)}</dd>
            <dt>Publishes</dt><dd>${this.#list(plugin.permissions.publish)}</dd>
            <dt>Drivers</dt><dd>${this.#list(plugin.drivers)}</dd>
            <dt>Id</dt><dd><code>${plugin.id}</code></dd>
            ${plugin.sdk === null ? nothing : html`<dt>SDK</dt><dd>${plugin.sdk}</dd>`}
            ${plugin.license === null ? nothing : html`<dt>Licence</dt><dd>${plugin.license}</dd>`}
          </dl>
        </details>
      </article>
    `;
  }

  #list(names: readonly string[]) {
    return names.length === 0 ? html`<span class="muted">nothing</span>` : names.map((name) => html`<code>${name}</code>`);
  }

  async #toggle(plugin: Plugin): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      const detail = await switchPlugin(plugin.id, !plugin.enabled);
      this.dispatchEvent(new CustomEvent('changed', { detail }));
    } catch (cause) {
      this.failure = `Could not ${plugin.enabled ? 'disable' : 'enable'} it: ${asApiError(cause).message}`;
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-plugin-card': PhPluginCard;
  }
}
