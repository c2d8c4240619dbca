// The policy's JSON Schema, asked for one place: what may stand here, and what it means.
import type { Path } from './document.js';

export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly dependencies?: Readonly<Record<string, readonly string[] | Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export class PolicySchema {
  constructor(readonly root: Schema) {}

  /** What may stand at a path; several, where a value may be of several kinds. */
  at(path: Path): Schema[] {
    let schemas = this.#expand(this.root);
    for (const step of path) {
      schemas = schemas.flatMap((schema) => this.#step(schema, step));
    }
    return schemas;
  }

  description(path: Path): string {
    const parent = this.at(path.slice(0, -1));
    const last = path.at(-1);
    const own = parent
      .map((schema) =>
        typeof last === 'string' ? schema.properties?.[last]?.description : undefined,
      )
      .find((text) => text !== undefined);
    return own ?? this.at(path).find(({ description }) => description)?.description ?? '';
  }

  allowedValues(path: Path): unknown[] {
    const values = this.at(path).flatMap((schema) => [
      ...(schema.enum ?? []),
      ...(schema.const === undefined ? [] : [schema.const]),
    ]);
    return [...new Set(values)];
  }

  /** The keys that an object at this path may still get, with what they mean. */
  keys(path: Path, present: ReadonlySet<string>): Map<string, Schema> {
    const keys = new Map<string, Schema>();
    for (const schema of this.at(path)) {
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        if (present.has(key) || !mayJoin(schema, key, present)) continue;
        const [resolved] = this.#expand(property);
        keys.set(key, { ...resolved, ...property });
      }
    }
    return keys;
  }

  #step(schema: Schema, step: string | number): Schema[] {
    if (typeof step === 'number') return schema.items ? this.#expand(schema.items) : [];
    const property = schema.properties?.[step];
    if (property) return this.#expand(property);
    const rest = schema.additionalProperties;
    return typeof rest === 'object' ? this.#expand(rest) : [];
  }

  #expand(schema: Schema): Schema[] {
    if (schema.$ref) {
      const name = schema.$ref.replace('#/definitions/', '');
      const target = this.root.definitions?.[name];
      return target ? this.#expand(target) : [];
    }
    const kinds = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].filter(isKind);
    return kinds.length > 0 ? kinds.flatMap((kind) => this.#expand(kind)) : [schema];
  }
}

/** A kind of value, and not only a list of keys that must be there. */
function isKind(schema: Schema): boolean {
  return schema.type !== undefined || schema.$ref !== undefined || schema.enum !== undefined;
}

/** A matcher has exactly one kind, and options go with some kinds only. */
function mayJoin(schema: Schema, key: string, present: ReadonlySet<string>): boolean {
  const exclusive = (schema.oneOf ?? []).flatMap(({ required }) => required ?? []);
  if (exclusive.includes(key)) return !exclusive.some((other) => present.has(other));
  const needs = schema.dependencies?.[key];
  if (!needs) return true;
  const hosts = Array.isArray(needs)
    ? (needs as readonly string[])
    : ((needs as Schema).anyOf ?? []).flatMap(({ required }) => required ?? []);
  return hosts.some((host) => present.has(host));
}
