import type { Decode } from './encoding';

/** A line of a file, from 1, without its end; or why it cannot be read. `unended` when the file stops within it. */
export type Line =
  | { readonly line: number; readonly text: string; readonly unended?: true }
  | ({ readonly line: number; readonly problem: string } & Unread);

/** What stood where nothing could be read: a text, or bytes of another encoding; neither of a line that is too long. */
export interface Unread {
  readonly text?: string;
  readonly bytes?: Buffer;
}

// No export has longer lines; without a limit a file without line ends would be held in memory as a whole.
export const LONGEST_LINE_BYTES = 1024 * 1024;
export const NEWLINE = 0x0a;

/**
 * Cuts a stream of bytes into lines and decodes them, many at a time. A line with bytes of another encoding is a
 * problem of that line alone. Takes LF and CRLF, mixed too, and a byte order mark at the start.
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  decode: Decode,
): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let next = 1;
  let tooLong = false;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      rest = tooLong ? rest : Buffer.concat([rest, chunk]);
      if (rest.length > LONGEST_LINE_BYTES) {
        tooLong = true;
        rest = Buffer.alloc(0);
      }
      continue;
    }
    const lines: Line[] = [];
    let block: Buffer = Buffer.concat([rest, chunk.subarray(0, end)]);
    if (tooLong) {
      const first = chunk.indexOf(NEWLINE);
      lines.push({ line: next++, problem: TOO_LONG });
      block = chunk.subarray(first + 1, Math.max(first + 1, end));
      tooLong = false;
      if (first === end) block = Buffer.alloc(0);
    }
    if (lines.length === 0 || block.length > 0) {
      const decoded = decodeBlock(block, decode, next);
      next += decoded.length;
      lines.push(...decoded);
    }
    rest = Buffer.from(chunk.subarray(end + 1));
    yield lines;
  }
  if (tooLong) yield [{ line: next, problem: TOO_LONG }];
  else if (rest.length > 0)
    yield decodeBlock(rest, decode, next).map((line) =>
      'problem' in line ? line : { ...line, unended: true as const },
    );
}

const OTHER_ENCODING = 'the line has bytes of another encoding';
const TOO_LONG = 'the line is longer than 1 MiB';

function decodeBlock(block: Buffer, decode: Decode, first: number): Line[] {
  const text = decode(block);
  if (text !== null) return text.split('\n').map((part, i) => lineOf(first + i, part));
  // Somewhere in the block are bytes of another encoding: line by line finds where.
  const lines: Line[] = [];
  for (let from = 0; from <= block.length; ) {
    const newline = block.indexOf(NEWLINE, from);
    const to = newline < 0 ? block.length : newline;
    const line = first + lines.length;
    const bytes = block.subarray(from, to);
    const part = decode(bytes);
    lines.push(
      part === null ? { line, problem: OTHER_ENCODING, bytes: Buffer.from(bytes) } : lineOf(line, part),
    );
    from = to + 1;
  }
  return lines;
}

function lineOf(line: number, text: string): Line {
  if (text.length > LONGEST_LINE_BYTES) return { line, problem: TOO_LONG };
  const start = line === 1 && text.startsWith('\ufeff') ? 1 : 0;
  return { line, text: text.slice(start, text.endsWith('\r') ? -1 : undefined) };
}
