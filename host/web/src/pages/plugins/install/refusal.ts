import type { ApiError } from '../../../api/http.js';

export interface Refusal {
  heading: string;
  reasons: string[];
}

/** Why a package was not taken, reason by reason. */
export function refusalOf(error: ApiError, file: string): Refusal {
  const reasons = Object.values(error.fields).flat();
  switch (error.status) {
    case 422:
      return { heading: `${file} is refused`, reasons: reasons.length > 0 ? reasons : [error.message] };
    case 409:
      return { heading: `${file} was not installed`, reasons: [error.message] };
    case 0:
      return { heading: `${file} did not arrive`, reasons: [error.message] };
    default:
      return { heading: `${file} could not be installed`, reasons: [error.message] };
  }
}
