import type { ApiError } from '../../api/http.js';
import { t } from '../../text/text.js';

/** Messages of a refused form by field; what belongs to no known field is in `rest`. */
export interface FieldErrors {
  of: (field: string) => string;
  rest: string;
}

/** Sorts the hub's messages to a form's fields. "settings.host", "Settings" and "$.settings" all mean the field "settings". */
export function fieldErrors(error: ApiError | undefined, fields: readonly string[]): FieldErrors {
  const byField = new Map<string, string[]>();
  const rest: string[] = [];
  for (const [path, messages] of Object.entries(error?.fields ?? {})) {
    const [head = '', ...below] = path.replace(/^[$/.]+/, '').split(/[./[]/);
    const field = head.toLowerCase();
    if (fields.includes(field)) {
      const place = below.length > 0 ? `${below.join('.').replace(/\]/g, '')}: ` : '';
      byField.set(field, [...(byField.get(field) ?? []), ...messages.map((message) => `${place}${message}`)]);
    } else {
      rest.push(...messages);
    }
  }
  if (error !== undefined && byField.size === 0 && rest.length === 0) {
    rest.push(error.message);
  }
  return { of: (field) => (byField.get(field) ?? []).join(' '), rest: rest.join(' ') };
}

/** Settings as typed: an object, or why it is none. Nothing typed is no settings. */
export function parseSettings(text: string): { settings?: Record<string, unknown>; problem?: string } {
  if (text.trim() === '') {
    return {};
  }
  try {
    const settings: unknown = JSON.parse(text);
    return typeof settings === 'object' && settings !== null && !Array.isArray(settings)
      ? { settings: settings as Record<string, unknown> }
      : { problem: t('devices.settingsMustBeAJson') };
  } catch (cause) {
    return { problem: t('devices.thisIsNotJson', { message: cause instanceof Error ? cause.message : String(cause) }) };
  }
}
