/** A field of a form, from a property of a JSON Schema. */
export interface SchemaField {
  name: string;
  kind: 'string' | 'number' | 'integer' | 'boolean';
  required: boolean;
  title: string | undefined;
  description: string | undefined;
  default: unknown;
  choices: string[] | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The fields that a schema's properties ask for; a property of another type is asked for as text in JSON. */
export function schemaFields(schema: Json | null): SchemaField[] {
  const properties = schema?.['properties'];
  if (!isObject(properties)) {
    return [];
  }
  const required = Array.isArray(schema?.['required']) ? (schema['required'] as unknown[]) : [];
  return Object.entries(properties).map(([name, property]) => {
    const p = isObject(property) ? property : {};
    return {
      name,
      kind: kindOf(p['type']),
      required: required.includes(name),
      title: text(p['title']),
      description: text(p['description']),
      default: p['default'],
      choices: Array.isArray(p['enum']) ? p['enum'].map(String) : undefined,
      minimum: number(p['minimum']),
      maximum: number(p['maximum']),
    };
  });
}

function kindOf(type: unknown): SchemaField['kind'] {
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return (['boolean', 'integer', 'number'] as const).find((kind) => types.includes(kind)) ?? 'string';
}

/** What was filled in, in the types that the schema asks for. An empty optional field is left out. */
export function valuesOf(fields: readonly SchemaField[], form: { get: (name: string) => unknown }): Json {
  const values: Json = {};
  for (const { name, kind } of fields) {
    const entered = form.get(name);
    if (kind === 'boolean') {
      values[name] = entered !== null;
    } else if (typeof entered === 'string' && entered !== '') {
      values[name] = kind === 'string' ? entered : Number(entered);
    }
  }
  return values;
}
