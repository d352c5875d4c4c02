import { withFittingName } from '../../../src/explorer/ui/src/fitting-name';

describe('The operation name that the page sends', () => {
  it.each([
    ['of the tab before', 'query Now { a }', 'Before', 'Now'],
    ['that fits', 'query Now { a }', 'Now', 'Now'],
    ['of one of several, which the user chose', 'query A { a } query B { b }', 'B', 'B'],
    ['that none of several has, for the server to refuse', 'query A { a } query B { b }', 'C', 'C'],
    ['beside an operation without one', '{ a }', 'Before', 'Before'],
    ['beside fragments', 'query Now { ...F } fragment F on Query { a }', 'Before', 'Now'],
    ['of a document that cannot be read', 'query {', 'Before', 'Before'],
    ['that is missing', 'query Now { a }', null, null],
  ])('%s', (_, query, operationName, sent) => {
    expect(withFittingName({ query, operationName }).operationName).toBe(sent);
  });
});
