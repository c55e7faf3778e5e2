import { hasRole, ROLES, type Identity, type Role } from '../../api/auth.js';
import type { User } from '../../api/users.js';

/** The roles that somebody may give: nobody gives more than they have, and a person is no device. */
export const rolesToGive = (giver: Role): readonly Role[] => ROLES.filter((role) => role !== 'device' && hasRole(giver, role));

/** Whether a user's row offers any change: owners are changed by owners, nobody changes themselves here. */
export const mayChange = (me: Identity, user: User): boolean => hasRole(me.role, 'admin') && me.id !== user.id && hasRole(me.role, user.role);
