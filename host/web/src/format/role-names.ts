import type { Role } from '../api/auth.js';
import { t } from '../text/text.js';

/** A role's name as a person says it. */
export const roleName = (role: string): string => t(`role.${role as Role}`);

/** What a role may do, in a sentence. */
export const roleWords = (role: Role): string => t(`role.${role}.may`);
