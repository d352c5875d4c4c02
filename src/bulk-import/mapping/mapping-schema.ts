import { z } from 'zod';
import { anyOperator, EXPRESSION_ID } from './expression';
import { mappingSpec } from './mapping';

interface JsonSchema {
  [keyword: string]: unknown;
}

/**
 * The JSON Schema of a mapping file, for editors, as examples/mapping.schema.json holds it. It knows the form alone:
 * names of columns, code tables and fields are held against the files by `--check`.
 */
export function mappingJsonSchema(): object {
  const both = z.toJSONSchema(z.object({ mapping: mappingSpec, operator: anyOperator }), {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => asWritten(jsonSchema as JsonSchema),
  }) as unknown as {
    readonly $schema: string;
    readonly properties: { readonly mapping: JsonSchema; readonly operator: JsonSchema };
    readonly $defs: Record<string, JsonSchema>;
  };
  return {
    $schema: both.$schema,
    title: 'Mapping of npm run import',
    ...both.properties.mapping,
    $defs: { ...both.$defs, [EXPRESSION_ID]: both.properties.operator },
  };
}

/** A mapping is read without types: what an editor takes for a number, true or null is a text here. */
function asWritten(schema: JsonSchema): void {
  if (schema.type !== 'string') return;
  if (Array.isArray(schema.enum)) {
    const typed = { true: true, false: false, null: null } as Record<string, unknown>;
    schema.enum = schema.enum.flatMap((text) => (text in typed ? [text, typed[text]] : [text]));
    delete schema.type;
  } else schema.type = ['string', 'number', 'boolean', 'null'];
}
