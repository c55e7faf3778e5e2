import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PluginVersion } from '../../api/plugins.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-ago.js';
import { grouped, signatureWords } from './signature-words.js';

/** Where a version comes from and who vouches for it. */
@customElement('ph-version-facts')
export class PhVersionFacts extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      dl { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0.4rem 0.75rem; font-size: 0.9375rem; }
      dt { color: var(--text-2); }
      dd { overflow-wrap: anywhere; }
      .warn { color: var(--warn); font-weight: 550; }
      .signed { color: var(--ok); font-weight: 550; }
      @media (max-width: 460px) { dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; } dd { margin-bottom: 0.5rem; } }
    `,
  ];

  @property({ attribute: false }) version: PluginVersion | undefined;
  /** Without advice, where it stands in a list. */
  @property({ type: Boolean }) brief = false;

  protected override render() {
    const { version } = this;
    if (version === undefined) {
      return nothing;
    }
    const { signature, sha256 } = version;
    const words = signatureWords(signature);
    const kind = signature.status === 'signed' ? 'signed' : signature.status === 'bundled' ? '' : 'warn';
    return html`<dl>
      <dt>${t('plugins.signature')}</dt><dd><span class=${kind}>${words.charAt(0).toUpperCase()}${words.slice(1)}</span>
        ${signature.status === 'unsigned' && !this.brief ? html`<span class="hint">${t('plugins.nobodyVouchesForItEnable')}</span>` : nothing}
        ${signature.status === 'unknown_key' && !this.brief ? html`<span class="hint">${t('plugins.thisHubsSettingsDoNot')}</span>` : nothing}</dd>
      ${signature.fingerprint === null ? nothing : html`<dt>${t('plugins.keySha256')}</dt><dd><code>${grouped(signature.fingerprint)}</code></dd>`}
      ${sha256 === null ? nothing : html`<dt>${t('plugins.fileSha256')}</dt><dd><code>${grouped(sha256)}</code></dd>`}
      ${version.installed_at === null ? nothing : html`<dt>${t('plugins.installed')}</dt><dd><ph-ago .time=${version.installed_at}></ph-ago></dd>`}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-version-facts': PhVersionFacts;
  }
}
