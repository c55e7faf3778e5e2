import type { Role } from './auth.js';
import { request } from './http.js';
import type { SignInPage } from './sessions.js';

export interface User {
  id: string;
  user_name: string;
  display_name: string;
  role: Role;
  is_disabled: boolean;
  /** False until the invitation is accepted. */
  has_password: boolean;
  has_second_factor: boolean;
  created_at: string;
  last_seen_at: string | null;
}

/** A one-time link to choose a password; the token is shown this once. */
export interface Invitation {
  token: string;
  path: string;
  expires_at: string;
}

export interface NewUser {
  user_name: string;
  display_name: string;
  role: Role;
  /** Without one, an invitation is made. */
  password?: string;
}

export interface UserChange {
  display_name: string;
  role: Role;
  is_disabled: boolean;
}

/** What a holder of a link may know before accepting. */
export interface OpenInvitation {
  user_name: string;
  role: Role;
  hub_name: string;
  expires_at: string;
}

const at = (id: string): string => `/api/users/${encodeURIComponent(id)}`;

export const getUsers = (signal?: AbortSignal): Promise<User[]> => request('/api/users', { signal });

export const addUser = (user: NewUser): Promise<{ user: User; invitation?: Invitation | null }> =>
  request('/api/users', { method: 'POST', body: user });

export const changeUser = (id: string, change: UserChange): Promise<User | undefined> => request(at(id), { method: 'PUT', body: change });

export const deleteUser = (id: string): Promise<void> => request(at(id), { method: 'DELETE' });

/** Ends the password and makes a link to choose a new one. */
export const resetPassword = (id: string): Promise<{ invitation: Invitation }> => request(`${at(id)}/reset`, { method: 'POST' });

export const endSessionsOf = (id: string): Promise<void> => request(`${at(id)}/sessions`, { method: 'DELETE' });

export const getSignInsOf = (id: string, signal?: AbortSignal): Promise<SignInPage> => request(`${at(id)}/history`, { signal });

export const checkInvitation = (token: string, signal?: AbortSignal): Promise<OpenInvitation> =>
  request('/api/invitations/check', { method: 'POST', body: { token }, signal });

export const acceptInvitation = (token: string, password: string): Promise<void> =>
  request('/api/invitations/accept', { method: 'POST', body: { token, password } });
