import { createHash, randomBytes } from 'node:crypto';

/**
 * SM2 (GM/T 0003) on BigInt, with Node's SM3. The gateway uses another implementation on purpose: what one writes the
 * other must read. Not in constant time: for test keys alone.
 */

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

interface Point {
  x: bigint;
  y: bigint;
}

/** Jacobian: x = X/Z^2, y = Y/Z^3; Z = 0 is infinity. */
type Jacobian = readonly [bigint, bigint, bigint];

const mod = (value: bigint, by: bigint): bigint => {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
};

function invert(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
  while (a > 1n) {
    const q = b / a;
    [a, b, x, y] = [b % a, a, y - q * x, x];
    if (a === 0n) throw new RangeError('no inverse');
  }
  return mod(x, by);
}

function double([x, y, z]: Jacobian): Jacobian {
  const zz = (z * z) % P;
  const m = (3n * (x - zz) * (x + zz)) % P;
  const yy = (y * y) % P;
  const s = (4n * x * yy) % P;
  const x3 = mod(m * m - 2n * s, P);
  return [x3, mod(m * (s - x3) - 8n * yy * yy, P), (2n * y * z) % P];
}

function add(p: Jacobian, q: Jacobian): Jacobian {
  if (p[2] === 0n) return q;
  if (q[2] === 0n) return p;
  const [z1z1, z2z2] = [(p[2] * p[2]) % P, (q[2] * q[2]) % P];
  const [u1, u2] = [(p[0] * z2z2) % P, (q[0] * z1z1) % P];
  const [s1, s2] = [(p[1] * z2z2 * q[2]) % P, (q[1] * z1z1 * p[2]) % P];
  if (u1 === u2) return s1 === s2 ? double(p) : [1n, 1n, 0n];
  const h = u2 - u1;
  const r = s2 - s1;
  const hh = mod(h * h, P);
  const hhh = mod(h * hh, P);
  const v = (u1 * hh) % P;
  const x3 = mod(r * r - hhh - 2n * v, P);
  return [x3, mod(r * (v - x3) - s1 * hhh, P), mod(p[2] * q[2] * h, P)];
}

function affine([x, y, z]: Jacobian): Point {
  if (z === 0n) throw new RangeError('the point at infinity');
  const inverse = invert(z, P);
  const square = (inverse * inverse) % P;
  return { x: (x * square) % P, y: (y * square * inverse) % P };
}

/** Four bits at a time. */
function multiplyJacobian(k: bigint, { x, y }: Point): Jacobian {
  const table: Jacobian[] = [
    [1n, 1n, 0n],
    [x, y, 1n],
  ];
  for (let i = 2; i < 16; i += 1) table.push(add(table[i - 1] as Jacobian, table[1] as Jacobian));
  let result: Jacobian = [1n, 1n, 0n];
  for (const digit of k.toString(16)) {
    result = double(double(double(double(result))));
    result = add(result, table[Number.parseInt(digit, 16)] as Jacobian);
  }
  return result;
}

const multiply = (k: bigint, point: Point): Point => affine(multiplyJacobian(k, point));

const bytes32 = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const toInt = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const sm3 = (...parts: Buffer[]): Buffer => createHash('sm3').update(Buffer.concat(parts)).digest();

function randomScalar(): bigint {
  for (;;) {
    const k = toInt(randomBytes(32));
    if (k > 0n && k < N) return k;
  }
}

/** @throws RangeError for anything but the uncompressed form of a point on the curve */
function readPoint(hex: string): Point {
  if (!/^04[0-9a-f]{128}$/i.test(hex)) throw new RangeError('not an uncompressed point');
  const [x, y] = [BigInt(`0x${hex.slice(2, 66)}`), BigInt(`0x${hex.slice(66)}`)];
  if (x >= P || y >= P || mod(x * x * x + A * x + B - y * y, P) !== 0n) {
    throw new RangeError('not a point on the curve');
  }
  return { x, y };
}

/** XORs with KDF(x2 || y2); the same to encrypt and to decrypt. */
function mask(text: Buffer, { x, y }: Point): Buffer {
  const counter = Buffer.alloc(4);
  const blocks: Buffer[] = [];
  for (let i = 1; (i - 1) * 32 < text.length; i += 1) {
    counter.writeUInt32BE(i);
    blocks.push(sm3(bytes32(x), bytes32(y), counter));
  }
  const key = Buffer.concat(blocks);
  return Buffer.from(text.map((byte, i) => byte ^ (key[i] as number)));
}

/** Hexadecimal of `04 x1 y1`, C3 (SM3), C2. @throws RangeError for a bad key */
export function encrypt(text: string, publicKey: string): string {
  const k = randomScalar();
  const c1 = multiply(k, G);
  const shared = multiply(k, readPoint(publicKey));
  const clear = Buffer.from(text, 'utf8');
  const c3 = sm3(bytes32(shared.x), clear, bytes32(shared.y));
  return Buffer.concat([Buffer.of(4), bytes32(c1.x), bytes32(c1.y), c3, mask(clear, shared)]).toString('hex');
}

/** The text that `encrypt` was given; null for anything that was not made with this key, or was changed since. */
export function decrypt(hex: string, privateKey: string): string | null {
  try {
    if (!/^([0-9a-f]{2}){98,}$/i.test(hex)) return null;
    const shared = multiply(BigInt(`0x${privateKey}`), readPoint(hex.slice(0, 130)));
    const clear = mask(Buffer.from(hex.slice(194), 'hex'), shared);
    const c3 = sm3(bytes32(shared.x), clear, bytes32(shared.y)).toString('hex');
    if (c3 !== hex.slice(130, 194).toLowerCase()) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(clear);
  } catch {
    return null;
  }
}

function digest(message: string, publicKey: Point, userId: string): bigint {
  const id = Buffer.from(userId, 'utf8');
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(id.length * 8);
  const z = sm3(bits, id, ...[A, B, G.x, G.y, publicKey.x, publicKey.y].map(bytes32));
  return toInt(sm3(z, Buffer.from(message, 'utf8')));
}

/** Hexadecimal of r and s, 64 characters each. @throws RangeError for a bad key */
export function sign(message: string, privateKey: string, userId: string): string {
  const d = BigInt(`0x${privateKey}`);
  const e = digest(message, multiply(d, G), userId);
  for (;;) {
    const k = randomScalar();
    const r = mod(e + multiply(k, G).x, N);
    const s = mod(invert(1n + d, N) * (k - r * d), N);
    if (r !== 0n && r + k !== N && s !== 0n) return bytes32(r).toString('hex') + bytes32(s).toString('hex');
  }
}

/** False for whatever is no good signature of this message by this key under this user id; never throws. */
export function verify(message: string, signature: string, publicKey: string, userId: string): boolean {
  try {
    if (!/^[0-9a-f]{128}$/i.test(signature)) return false;
    const [r, s] = [BigInt(`0x${signature.slice(0, 64)}`), BigInt(`0x${signature.slice(64)}`)];
    const t = mod(r + s, N);
    if (r === 0n || r >= N || s === 0n || s >= N || t === 0n) return false;
    const point = readPoint(publicKey);
    const { x } = affine(add(multiplyJacobian(s, G), multiplyJacobian(t, point)));
    return mod(digest(message, point, userId) + x, N) === r;
  } catch {
    return false;
  }
}
