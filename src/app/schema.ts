import {
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  type GraphQLSchema,
  GraphQLUnionType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { BORROWER_RESOLVERS } from '../borrowers/module';
import { IMPORT_RESOLVERS } from '../bulk-import/module';
import { BUREAU_RESOLVERS } from '../bureaus/module';
import { CONSENT_RESOLVERS } from '../consent/module';
import { ECOSYSTEM_RESOLVERS } from '../ecosystem/module';
import { GRAPH_RESOLVERS } from '../graph/module';
import { OPERATIONS_RESOLVERS } from '../operations/module';
import { REPORTING_RESOLVERS } from '../reporting/module';
import { RISK_RESOLVERS } from '../risk/module';
import { NodeResolver } from './node.resolver';
import { ServiceResolver } from './service.resolver';

const RESOLVERS = [
  ServiceResolver,
  NodeResolver,
  ...BORROWER_RESOLVERS,
  ...ECOSYSTEM_RESOLVERS,
  ...BUREAU_RESOLVERS,
  ...CONSENT_RESOLVERS,
  ...REPORTING_RESOLVERS,
  ...GRAPH_RESOLVERS,
  ...RISK_RESOLVERS,
  ...OPERATIONS_RESOLVERS,
  ...IMPORT_RESOLVERS,
] as const;

interface Typed {
  readonly __typename?: string;
  readonly constructor: { readonly name: string };
}

/** Values of unions and interfaces are instances of API types, whose classes are called as the types are. */
const typeName = (value: Typed): string => value.__typename ?? value.constructor.name;

/** The whole API, built in memory: it needs no database, server or secret. */
export function makeSchema(): GraphQLSchema {
  // skipCheck: the check is an introspection, a fifth of a second at each start; the schema's own tests hold it valid.
  const schema = buildSchemaSync({ resolvers: [...RESOLVERS], validate: false, skipCheck: true });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type instanceof GraphQLInputObjectType && type.extensions.oneOf) type.isOneOf = true;
    // type-graphql wraps resolveType in a promise, which costs every value and which the compiled executor refuses.
    if (type instanceof GraphQLUnionType || type instanceof GraphQLInterfaceType) type.resolveType = typeName;
  }
  for (const root of [schema.getQueryType(), schema.getMutationType()])
    if (root)
      root.description =
        root.name === 'Query'
          ? 'Everything that can be read. Reading never costs money by accident.'
          : 'Everything that can be done.';
  return schema;
}

/** The schema as `schema.graphql` holds it: sorted, with descriptions. */
export const printedSchema = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(schema))}\n`;
