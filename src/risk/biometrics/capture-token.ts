/**
 * A capture token names a capture that lies at the provider: `ct_` and 16 to 48 letters and digits. The shortest template
 * in use (ISO 19794-2) is longer, so that none fits, whatever it is called.
 */
const TOKEN = /^ct_[A-Za-z0-9]{16,48}$/;
const LONGEST = 51;

/** Beginnings of what must never come here: images and templates as text, in Base64 or in hexadecimal. */
const RAW_DATA =
  /^(data:|\/9j\/|iVBORw0KGgo|R0lGOD|Qk[0-3]|UklGR|SUkq|TU0A|AAAADGpQ|Rk1S|RklS|RkFD|RUFD|SUlS|FMR|FAC|FIR|ffd8ff|89504e47|464d52|464143|<svg|\{|\[)/i;
const BASE64_BLOB = /^[A-Za-z0-9+/_-]{64,}={0,2}$/;

/** What is wrong with a capture token, in words that repeat nothing of it; null: it may be one. Pure. */
export function problemOfCapture(token: string): string | null {
  if (TOKEN.test(token)) return null;
  const looksRaw = token.length > LONGEST || RAW_DATA.test(token) || BASE64_BLOB.test(token);
  return looksRaw
    ? 'looks like an image or a template, which never enter the gateway: give the token of the capture'
    : 'must be a token that the capture gave: ct_ and 16 to 48 letters and digits';
}
