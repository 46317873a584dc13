import * as z from 'zod';

/** Shorter ones would be found, and masked, in unrelated words. */
const SHORTEST = 8;

/** The message about a secret that is too short; contains no part of the secret. */
export const TOO_SHORT = `has fewer than ${SHORTEST} characters and is too short to be masked wherever it occurs`;

const SECRETS = z.registry<{ readonly isSecret: true }>();

/** A value of a target that no file of a run may contain. */
export const secret = (): z.ZodString => z.string().min(SHORTEST, TOO_SHORT).register(SECRETS, { isSecret: true });

export const isSecret = (schema: z.core.$ZodType): boolean => SECRETS.has(schema);

type Wrapper = z.ZodOptional | z.ZodNullable | z.ZodReadonly | z.ZodDefault | z.ZodPrefault;

/** Does it wrap another schema, without parts of its own? */
const isWrapper = (schema: z.core.$ZodType): schema is Wrapper =>
  [z.ZodOptional, z.ZodNullable, z.ZodReadonly, z.ZodDefault, z.ZodPrefault].some((kind) => schema instanceof kind);

/** The parts of a schema, each with the key of the value that it describes; empty if the schema has no parts. */
export function partsOf(schema: z.core.$ZodType): { readonly schema: z.core.$ZodType; readonly key?: string }[] {
  if (schema instanceof z.ZodObject)
    return Object.entries<z.core.$ZodType>(schema.shape).map(([key, part]) => ({ schema: part, key }));
  if (schema instanceof z.ZodRecord) return [{ schema: schema.valueType, key: '*' }];
  if (schema instanceof z.ZodArray) return [{ schema: schema.element, key: '*' }];
  // All elements have the same shape here; if they differed, each would need a key.
  if (schema instanceof z.ZodTuple) return [{ schema: schema.def.items[0] ?? z.never(), key: '*' }];
  if (schema instanceof z.ZodUnion) return schema.options.map((part) => ({ schema: part }));
  if (isWrapper(schema)) return [{ schema: schema.unwrap() }];
  return [];
}

/** The secrets in a value, by its schema. */
export function secretsIn(schema: z.core.$ZodType, value: unknown): string[] {
  if (isSecret(schema)) return typeof value === 'string' ? [value] : [];
  return partsOf(schema).flatMap(({ schema: part, key }) => {
    if (key === undefined) return secretsIn(part, value);
    if (value === null || typeof value !== 'object') return [];
    const values: unknown[] = key === '*' ? Object.values(value) : [(value as Record<string, unknown>)[key]];
    return values.flatMap((each) => secretsIn(part, each));
  });
}
