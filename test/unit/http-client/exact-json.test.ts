import fc from 'fast-check';
import { ExactNumber, readExactJson } from '../../../src/platform/http-client/exact-json';

const asPlain = (value: unknown): unknown => {
  if (value instanceof ExactNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(asPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asPlain(member)]));
};

it('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      fc.pre(!/__proto__|constructor|prototype/.test(text));
      expect(asPlain(readExactJson(text))).toEqual(JSON.parse(text));
    }),
  );
});

it('refuses whatever JSON.parse refuses', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom(...'{}[]",:.-01e '),
      (text, place, sign) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + sign + text.slice(at);
        let parses = true;
        try {
          JSON.parse(changed);
        } catch {
          parses = false;
        }
        if (!parses) expect(() => readExactJson(changed)).toThrow(SyntaxError);
      },
    ),
    { numRuns: 500 },
  );
});

it('says nothing of the text in its error', () => {
  for (const text of ['{"certNo":"370299', '{"certNo":"3702\n"}', '{"certNo":"\\x37"}']) {
    expect(() => readExactJson(text)).toThrow(/^not acceptable as JSON$/);
  }
});
