import { format, inspect } from 'node:util';
import { Sensitive } from '../../../src/kernel';

const SECRET = '37029919880727011X';

describe.each([
  ['a kept value', () => Sensitive.of(SECRET)],
  ['a value opened on demand', () => Sensitive.lazy(() => SECRET)],
])('%s that is sensitive', (_name, make) => {
  it('is given by reveal alone', () => expect(make().reveal()).toBe(SECRET));

  it.each<[string, (value: Sensitive<string>) => string]>([
    ['String()', (value) => String(value)],
    ['a template', (value) => `${value}`],
    ['concatenation', (value) => `${['', value].join('')}`],
    ['JSON', (value) => JSON.stringify({ value })],
    ['inspect', (value) => inspect(value)],
    ['inspect with hidden properties', (value) => inspect({ value }, { showHidden: true, depth: 9 })],
    ['the format of console.log', (value) => format('%s %o %O %j', value, value, value, value)],
    ['an error message', (value) => new Error(`bad ${value}`).message],
    ['its own properties', (value) => JSON.stringify(Object.getOwnPropertyDescriptors(value))],
    ['a copy', (value) => JSON.stringify({ ...value })],
  ])('is not shown by %s', (_way, print) => {
    const shown = print(make());
    expect(shown).not.toContain(SECRET);
  });

  it('shows that something is there', () => {
    expect(`${make()} ${JSON.stringify(make())} ${inspect(make())}`).toBe('*** "***" ***');
  });
});

it('a sensitive value opened on demand is not opened before reveal', () => {
  const read = jest.fn(() => SECRET);
  const value = Sensitive.lazy(read);
  inspect([`${value}`, value]);
  expect(read).not.toHaveBeenCalled();
  value.reveal();
  expect(read).toHaveBeenCalledTimes(1);
});
