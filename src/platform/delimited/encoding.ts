import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Text of bytes, or null when they are not of the encoding. */
export type Decode = (bytes: Buffer) => string | null;

// A line end must be the byte 0x0A and nothing else: files are cut into lines before they are decoded.
const NOT_BY_LINES = /^(utf-?16|utf-?32|ucs-?[24]|utf-?7|hz|iso-?2022)/i;

export const isUtf8Name = (encoding: string): boolean => /^utf-?8$/i.test(encoding);

/** Undefined for an encoding that is unknown, or cannot be read line by line. */
export function decoderOf(encoding: string): Decode | undefined {
  if (isUtf8Name(encoding)) return (bytes) => (isUtf8(bytes) ? bytes.toString('utf8') : null);
  if (NOT_BY_LINES.test(encoding) || /^(base64|hex)$/i.test(encoding) || !iconv.encodingExists(encoding))
    return undefined;
  return (bytes) => {
    const text = iconv.decode(bytes, encoding);
    return text.includes('\ufffd') ? null : text;
  };
}
