import { html, nothing } from 'lit';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import type { Outcome } from './place.js';

/** What came of an action, until somebody puts it away. */
export const outcomeNotice = (outcome: Outcome | undefined, close: () => void) => outcome === undefined ? nothing : html`
  <div class="outcome">
    <ph-notice compact kind=${outcome.ok ? 'done' : 'error'} heading=${outcome.heading}>${outcome.text}</ph-notice>
    <button class="ghost icon" aria-label=${t('common.putTheMessageAway')} @click=${close}><ph-icon .name=${'close' as const}></ph-icon></button>
  </div>`;
