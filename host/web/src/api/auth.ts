import { request } from './http.js';

export type Role = 'device' | 'viewer' | 'operator' | 'installer' | 'admin' | 'owner';

/** All roles, from the one that may least. */
export const ROLES: readonly Role[] = ['device', 'viewer', 'operator', 'installer', 'admin', 'owner'];

export interface Identity {
  name: string;
  display_name: string | null;
  role: Role;
  kind: 'user' | 'key' | 'demo' | 'console';
  /** The user's or the key's id. */
  id: string | null;
  /** What the user chose, e.g. "de"; null: the browser's. */
  language: string | null;
  has_second_factor: boolean;
}

export interface PasswordLogin {
  username: string;
  password: string;
  second_factor?: string;
}

export const getMe = (signal?: AbortSignal): Promise<Identity> => request('/api/auth/me', { signal });

/** Signs this browser in; refused with the member `second_factor_required` when a code is needed too. */
export const login = (asked: PasswordLogin): Promise<void> => request('/api/auth/login?cookie=true', { method: 'POST', body: asked });

export const loginWithKey = (apiKey: string): Promise<void> =>
  request('/api/auth/login', { method: 'POST', body: { api_key: apiKey } });

export const logout = (): Promise<void> => request('/api/auth/logout', { method: 'POST' });

export const changeProfile = (profile: { display_name: string; language: string | null }): Promise<void> =>
  request('/api/auth/profile', { method: 'PUT', body: profile });

export const changePassword = (current: string, next: string): Promise<void> =>
  request('/api/auth/password', { method: 'PUT', body: { current, new: next } });

export interface SecondFactorSecret {
  secret: string;
  /** `otpauth://…`, for authenticator apps. */
  uri: string;
}

export const beginSecondFactor = (): Promise<SecondFactorSecret> => request('/api/auth/second-factor', { method: 'POST' });

export const confirmSecondFactor = (code: string): Promise<{ recovery_codes: string[] }> =>
  request('/api/auth/second-factor', { method: 'PUT', body: { code } });

export const removeSecondFactor = (password: string): Promise<void> =>
  request('/api/auth/second-factor/remove', { method: 'POST', body: { password } });

/** Whether a role may do what another one may. */
export const hasRole = (role: string, needed: Role): boolean => ROLES.indexOf(role as Role) >= ROLES.indexOf(needed);
