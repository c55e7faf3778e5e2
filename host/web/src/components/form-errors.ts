import type { ApiError } from '../api/http.js';

/** Messages of a refused form: by field, and what belongs to none of the fields shown. */
export interface FormErrors {
  of: (field: string) => string;
  rest: string;
}

/** "general.name", "$.general.name" and "General.Name" all mean the field "name"; "UserName" means "user_name". */
function fieldOf(path: string): string {
  const last = path.split(/[./[\]]/).filter((part) => part !== '' && part !== '$').at(-1) ?? '';
  return last.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Sorts the hub's messages to the fields of a form. */
export function formErrors(error: ApiError | undefined, fields: readonly string[]): FormErrors {
  const byField = new Map<string, string>();
  const rest: string[] = [];
  for (const [path, messages] of Object.entries(error?.fields ?? {})) {
    const field = fieldOf(path);
    if (fields.includes(field)) {
      byField.set(field, [byField.get(field), ...messages].filter((text) => text !== undefined).join(' '));
    } else {
      rest.push(...messages);
    }
  }
  if (error !== undefined && byField.size === 0 && rest.length === 0) {
    rest.push(error.message);
  }
  return { of: (field) => byField.get(field) ?? '', rest: rest.join(' ') };
}
