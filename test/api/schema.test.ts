import {
  assertValidSchema,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLSchema,
  isIntrospectionType,
  isSpecifiedScalarType,
} from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { makeSchema, printedSchema } from '../../src/app/schema';
import { permissionOf } from '../../src/security';

const schema = makeSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Every element of the schema with its description: types, fields, arguments, input fields, enum values. */
function elements(of: GraphQLSchema): { name: string; description: string | null | undefined }[] {
  return Object.values(of.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [
      { name: type.name, description: type.description },
      ...(type instanceof GraphQLEnumType
        ? type
            .getValues()
            .map((value) => ({ name: `${type.name}.${value.name}`, description: value.description }))
        : []),
      ...(type instanceof GraphQLObjectType || type instanceof GraphQLInterfaceType
        ? Object.values(type.getFields()).flatMap((field) => [
            { name: `${type.name}.${field.name}`, description: field.description },
            ...field.args.map((a) => ({
              name: `${type.name}.${field.name}(${a.name})`,
              description: a.description,
            })),
          ])
        : []),
      ...(type instanceof GraphQLInputObjectType
        ? Object.values(type.getFields()).map((f) => ({
            name: `${type.name}.${f.name}`,
            description: f.description,
          }))
        : []),
    ]);
}

const undescribed = (of: GraphQLSchema) =>
  elements(of)
    .filter((e) => !e.description?.trim())
    .map((e) => e.name);

describe('The schema', () => {
  it('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('would be caught with an element that lacks a description', () => {
    const bare = new GraphQLObjectType({
      name: 'Query',
      fields: { silent: { type: new GraphQLEnumType({ name: 'E', values: { A: {} } }) } },
    });
    expect(undescribed(new GraphQLSchema({ query: bare }))).toEqual(['Query', 'Query.silent', 'E', 'E.A']);
  });

  it('gives the Chinese term of every enum value but ways of sorting', () => {
    const untold = (of: GraphQLSchema) =>
      Object.values(of.getTypeMap())
        .filter((type): type is GraphQLEnumType => type instanceof GraphQLEnumType)
        .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Order'))
        .flatMap((type) =>
          type
            .getValues()
            .filter(({ description }) => !/[一-鿿]/.test(description ?? ''))
            .map((value) => `${type.name}.${value.name}`),
        );
    expect(untold(schema)).toEqual([]);
    const spoilt = new GraphQLEnumType({
      name: 'Level',
      values: { A: { description: 'Good 好.' }, B: { description: 'Bad.' } },
    });
    const query = new GraphQLObjectType({ name: 'Query', fields: { level: { type: spoilt } } });
    expect(untold(new GraphQLSchema({ query }))).toEqual(['Level.B']);
  });

  it('states a permission for every field of every type', () => {
    const open = types
      .filter((type) => type instanceof GraphQLObjectType || type instanceof GraphQLInterfaceType)
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => permissionOf(type, field) === null)
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(open).toEqual([]);
  });

  it('states the permission of every root field at the field itself', () => {
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
      Object.values(root?.getFields() ?? {}),
    );
    expect(roots.filter((field) => !field.extensions.access).map((field) => field.name)).toEqual([]);
  });

  it('marks every field whose name says that it is personal', () => {
    const personal =
      /^(displayName|birthDate|accountNo|counterpartyAccount|value|residentId|mobile|address|phone|email|idNumber)$/;
    // Their `value` is a figure.
    const figures = [
      'Money',
      'RiskEvidence',
      'BehaviourSignal',
      'DecisionEvidence',
      'DecisionRule',
      'TradeFinding',
    ];
    const unmarked = types
      .filter((type) => type instanceof GraphQLObjectType && !figures.includes(type.name))
      .flatMap((type) =>
        Object.values((type as GraphQLObjectType).getFields())
          .filter((field) => personal.test(field.name) && !field.extensions.personal)
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(unmarked).toEqual([]);
  });

  it('is valid when it is checked anew, oneOf inputs included', () => {
    const checked = new GraphQLSchema({ ...schema.toConfig(), assumeValid: false });
    expect(() => assertValidSchema(checked)).not.toThrow();
    expect(printedSchema(schema)).toContain('input BorrowerKey @oneOf');
  });

  it('has no two field resolvers of one name on one type, of which one would win silently', () => {
    const seen = getMetadataStorage().fieldResolvers.map(
      (field) => `${field.getObjectType?.().name}.${field.schemaName}`,
    );
    expect(seen.filter((name, index) => seen.indexOf(name) !== index)).toEqual([]);
  });

  it('contains every field resolver that the code declares', () => {
    const missing = getMetadataStorage()
      .fieldResolvers.map((field) => ({ type: field.getObjectType?.().name ?? '', name: field.schemaName }))
      .filter(({ type, name }) => {
        const built = schema.getType(type);
        return !(built instanceof GraphQLObjectType) || !built.getFields()[name];
      });
    expect(missing).toEqual([]);
  });
});
