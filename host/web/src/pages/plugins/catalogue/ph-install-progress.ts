import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { InstallProgress } from '../../../api/catalogue.js';
import { LiveController } from '../../../live/live-controller.js';
import '../../../components/ph-progress.js';
import { isProgress, progressOf } from './install-words.js';

/** How far an installation from the catalogue is, live. */
@customElement('ph-install-progress')
export class PhInstallProgress extends LitElement {
  static override readonly styles = css`:host { display: block; }`;

  @property({ attribute: 'plugin-id' }) pluginId = '';
  /** What the hub does with the plugin meanwhile. */
  @property({ attribute: false }) phase: string | null = null;
  @state() private progress: InstallProgress | undefined;

  constructor() {
    super();
    new LiveController(this, {
      topics: () => ['installs'],
      onEvent: ({ data }) => {
        if (isProgress(data) && data.id === this.pluginId) {
          this.progress = data;
        }
      },
      onResync: () => { this.progress = undefined; },
    });
  }

  protected override render() {
    const line = progressOf(this.progress, this.phase);
    return line === undefined ? nothing : html`<ph-progress label=${line.label} more=${line.more} .percent=${line.percent}></ph-progress>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-install-progress': PhInstallProgress;
  }
}
