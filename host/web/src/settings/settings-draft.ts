import type { SettingValues } from '../api/plugin-settings.js';
import type { Settings } from '../api/settings.js';
import { isObject, type SettingField } from './setting-fields.js';
import { checkValue } from './setting-values.js';

/** The value at `name` or `group.name`. */
export function valueAt(values: SettingValues, path: string): unknown {
  const [head = '', member] = path.split('.');
  const value = values[head];
  return member === undefined ? value : isObject(value) ? value[member] : undefined;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What somebody changed in the form and has not saved: a value, or null for a reset, by path. Immutable. */
export class SettingsDraft {
  readonly settings: Settings;
  readonly #edits: ReadonlyMap<string, unknown>;

  constructor(settings: Settings, edits: ReadonlyMap<string, unknown> = new Map()) {
    this.settings = settings;
    this.#edits = edits;
  }

  get isDirty(): boolean {
    return this.#edits.size > 0;
  }

  get paths(): string[] {
    return [...this.#edits.keys()];
  }

  isEdited(path: string): boolean {
    return this.#edits.has(path);
  }

  isReset(path: string): boolean {
    return this.#edits.get(path) === null;
  }

  /** What the form shows: of a reset what it brings back. */
  valueOf(path: string): unknown {
    if (this.isReset(path)) {
      return this.settings.reset_to[path]?.value ?? null;
    }
    return this.#edits.has(path) ? this.#edits.get(path) : valueAt(this.settings.values, path);
  }

  /** What is typed for a secret; null when it is to be cleared. */
  valueOfSecret(path: string): unknown {
    return this.#edits.get(path);
  }

  /** With a value, or null for a reset. What is as the hub has it is no change. */
  with(field: SettingField, value: unknown): SettingsDraft {
    const edits = new Map(this.#edits);
    const { path } = field;
    const isPlain = value === null
      ? this.settings.reset_to[path] === undefined && (field.kind === 'secret' || field.nullable) && valueAt(this.settings.values, path) === null
      : field.kind !== 'secret' && this.settings.errors[path] === undefined && same(value, valueAt(this.settings.values, path));
    if (isPlain) {
      edits.delete(path);
    } else {
      edits.set(path, value);
    }
    return new SettingsDraft(this.settings, edits);
  }

  without(path: string): SettingsDraft {
    const edits = new Map(this.#edits);
    edits.delete(path);
    return new SettingsDraft(this.settings, edits);
  }

  /** The same changes on what the hub has by now. */
  onto(settings: Settings): SettingsDraft {
    return new SettingsDraft(settings, this.#edits);
  }

  /** The change that is sent to the hub. */
  merge(): SettingValues {
    const merge: SettingValues = {};
    for (const [path, value] of this.#edits) {
      const [head = '', member] = path.split('.');
      if (member === undefined) {
        merge[head] = value;
      } else {
        const group = merge[head];
        merge[head] = { ...(isObject(group) ? group : {}), [member]: value };
      }
    }
    return merge;
  }

  /** What is wrong with the changes before the hub is asked. */
  check(fields: readonly SettingField[]): Record<string, string[]> {
    return Object.assign({}, ...fields.filter((field) => this.isEdited(field.path)).map((field) => checkValue(field, this.#edits.get(field.path)))) as Record<string, string[]>;
  }
}

/** Which setting a place lies in: `zones[0].name` lies in `zones`. */
export const settingOf = (place: string): string => place.replace(/\[.*$/, '');
