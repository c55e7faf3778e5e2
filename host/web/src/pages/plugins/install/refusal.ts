import type { ApiError } from '../../../api/http.js';
import { t } from '../../../text/text.js';

export interface Refusal {
  heading: string;
  reasons: string[];
}

/** Why a package was not taken, reason by reason. */
export function refusalOf(error: ApiError, file: string): Refusal {
  const reasons = Object.values(error.fields).flat();
  switch (error.status) {
    case 422:
      return { heading: t('plugins.isRefused', { file }), reasons: reasons.length > 0 ? reasons : [error.message] };
    case 409:
      return { heading: t('plugins.wasNotInstalled', { file }), reasons: [error.message] };
    case 0:
      return { heading: t('plugins.didNotArrive', { file }), reasons: [error.message] };
    default:
      return { heading: t('plugins.couldNotBeInstalled', { file }), reasons: [error.message] };
  }
}
