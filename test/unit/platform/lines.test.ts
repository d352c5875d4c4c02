import { decoderOf } from '../../../src/platform/delimited/encoding';
import { type Line, linesOf } from '../../../src/platform/delimited/lines';

async function read(bytes: Buffer, { encoding = 'utf-8', chunk = 1_000_000 } = {}): Promise<Line[]> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const lines: Line[] = [];
  for await (const block of linesOf(chunks(), decoderOf(encoding)!)) lines.push(...block);
  return lines;
}

const texts = (lines: readonly Line[]) => lines.map((line) => ('text' in line ? line.text : `!${line.line}`));

describe('cutting bytes into lines', () => {
  it.each([1, 2, 3, 7, 1000])('gives the same lines whatever the chunks (%d bytes)', async (chunk) => {
    const bytes = Buffer.from('\ufeffab\r\nç海\n\nlast', 'utf8');
    const lines = await read(bytes, { chunk });
    expect(texts(lines)).toEqual(['ab', 'ç海', '', 'last']);
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it.each([1, 4, 1000])(
    'reports the one line with bytes of another encoding (chunks of %d)',
    async (chunk) => {
      const bytes = Buffer.concat([
        Buffer.from('good\nb'),
        Buffer.from([0xe6, 0x41]),
        Buffer.from('d\ngood again\n'),
      ]);
      expect(texts(await read(bytes, { chunk }))).toEqual(['good', '!2', 'good again']);
    },
  );

  it('reads GB18030 and Latin-2, and refuses bytes that they do not have', async () => {
    expect(texts(await read(Buffer.from([0xba, 0xa3, 0x0a]), { encoding: 'gb18030' }))).toEqual(['海']);
    expect(texts(await read(Buffer.from([0xb9, 0xe8]), { encoding: 'iso-8859-2' }))).toEqual(['šč']);
    expect(texts(await read(Buffer.from([0x41, 0x0a, 0x81, 0x20]), { encoding: 'gb18030' }))).toEqual([
      'A',
      '!2',
    ]);
  });

  it.each([1000, 300_000, 10_000_000])(
    'reports a line over 1 MiB and goes on after it (chunks of %d)',
    async (chunk) => {
      const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.alloc(3_000_000, 0x78), Buffer.from('\nb\nc')]);
      const lines = await read(bytes, { chunk });
      expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
      expect(lines.map((line) => ('problem' in line ? 'problem' : line.text.length))).toEqual([
        1,
        'problem',
        1,
        1,
      ]);
    },
  );

  it.each(['utf-16le', 'nonsense', 'base64'])('knows that %s cannot be read line by line', (encoding) => {
    expect(decoderOf(encoding)).toBeUndefined();
  });
});
