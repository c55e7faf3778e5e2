import { humanize } from '../format/labels.js';

export type SettingKind = 'text' | 'boolean' | 'integer' | 'number' | 'duration' | 'date' | 'time' | 'choice' | 'secret' | 'list' | 'table';

export interface Choice {
  value: unknown;
  title: string;
}

/** A setting as the form asks for it, from its part of the schema. */
export interface SettingField {
  /** `name`, `group.name`; of a table's column the name alone. */
  path: string;
  title: string;
  description: string;
  kind: SettingKind;
  format: string;
  unit: string;
  required: boolean;
  nullable: boolean;
  /** Read at the hub's start only. */
  needsRestart: boolean;
  default: unknown;
  minimum: number | string | undefined;
  maximum: number | string | undefined;
  exclusiveMinimum: number | undefined;
  exclusiveMaximum: number | undefined;
  /** Of a text its characters, of a list its entries. */
  minLength: number | undefined;
  maxLength: number | undefined;
  pattern: string | undefined;
  patternMessage: string | undefined;
  choices: Choice[];
  /** A list's entries. */
  item: SettingField | undefined;
  /** A table's columns. */
  columns: SettingField[];
}

/** Fields that belong together. */
export interface SettingSection {
  title: string;
  description: string;
  fields: SettingField[];
}

type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const limit = (value: unknown): number | string | undefined => (typeof value === 'number' || typeof value === 'string' ? value : undefined);
const requiredOf = (schema: Json): unknown[] => (Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : []);

/** The form's sections: what is in no group first, each named group once, each nested object as a section of its own. */
export function settingSections(schema: Json): SettingSection[] {
  const sections = new Map<string, SettingSection>();
  const into = (title: string, description = ''): SettingField[] => {
    const known = sections.get(title) ?? { title, description, fields: [] };
    sections.set(title, known);
    return known.fields;
  };
  for (const [name, part] of Object.entries(objectOf(schema['properties']))) {
    const property = objectOf(part);
    if (isObject(property['properties'])) {
      const title = text(property['title']) || humanize(name);
      for (const [member, inner] of Object.entries(property['properties'])) {
        into(title, text(property['description'])).push(fieldOf(`${name}.${member}`, objectOf(inner), requiredOf(property).includes(member)));
      }
    } else {
      into(text(property['x-group'])).push(fieldOf(name, property, requiredOf(schema).includes(name)));
    }
  }
  return [...sections.values()];
}

/** All fields of all sections. */
export const allFields = (sections: readonly SettingSection[]): SettingField[] => sections.flatMap((section) => section.fields);

function fieldOf(path: string, schema: Json, required: boolean): SettingField {
  const types: unknown[] = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  const isList = types.includes('array');
  const items = objectOf(schema['items']);
  const isTable = isList && isObject(items['properties']);
  const titles = Array.isArray(schema['x-enum-titles']) ? (schema['x-enum-titles'] as unknown[]) : [];
  const unit = text(schema['x-unit']);
  return {
    path,
    title: text(schema['title']) || humanize(path.split('.').at(-1) ?? path),
    description: text(schema['description']),
    kind: isTable ? 'table' : isList ? 'list' : kindOf(schema, types),
    format: text(schema['format']),
    unit,
    required,
    nullable: types.includes('null') || schema['default'] === null,
    needsRestart: schema['x-needs-restart'] === true,
    default: schema['default'],
    minimum: limit(schema['minimum'] ?? schema['formatMinimum']),
    maximum: limit(schema['maximum'] ?? schema['formatMaximum']),
    exclusiveMinimum: number(schema['exclusiveMinimum']),
    exclusiveMaximum: number(schema['exclusiveMaximum']),
    minLength: number(schema[isList ? 'minItems' : 'minLength']),
    maxLength: number(schema[isList ? 'maxItems' : 'maxLength']),
    pattern: typeof schema['pattern'] === 'string' ? schema['pattern'] : undefined,
    patternMessage: text(schema['x-pattern-message']) || undefined,
    choices: Array.isArray(schema['enum'])
      ? schema['enum'].map((value: unknown, index) => ({ value, title: text(titles[index]) || String(value) }))
      : [],
    item: isList && !isTable ? { ...fieldOf('', items, false), unit } : undefined,
    columns: isTable
      ? Object.entries(objectOf(items['properties'])).map(([name, column]) => fieldOf(name, objectOf(column), requiredOf(items).includes(name)))
      : [],
  };
}

function kindOf(schema: Json, types: unknown[]): SettingKind {
  if (schema['x-secret'] === true) {
    return 'secret';
  }
  if (Array.isArray(schema['enum'])) {
    return 'choice';
  }
  const known = (['boolean', 'integer', 'number'] as const).find((kind) => types.includes(kind));
  if (known !== undefined) {
    return known;
  }
  return ({ duration: 'duration', date: 'date', 'time-local': 'time' } as const)[text(schema['format'])] ?? 'text';
}
