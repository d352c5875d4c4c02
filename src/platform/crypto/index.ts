/**
 * Keys and what is done with them: encrypted cells, blind indexes, row hashes, signed cursors.
 * Nobody else calls `node:crypto` for data at rest.
 */
export { CursorCodec } from './cursor-codec';
export { DataVault } from './data-vault';
export { FieldCipher } from './field-cipher';
export { developmentKeyring, type Keyring, readKeyring } from './keyring';
export type { Sm2 } from './sm2/sm2';
export { Sm2Pool } from './sm2/sm2-pool';
