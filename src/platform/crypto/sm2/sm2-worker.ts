/**
 * What a worker thread runs, as text: the same from compiled output, from a test and wherever the process was started.
 * Node's own `crypto.sign('sm3', key)` must not take its place: for an SM2 key it signs plain ECDSA, or SM2 with an empty
 * id, which no bureau verifies.
 */
export const SM2_WORKER = `'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const { sm2 } = require(workerData.library);
const C1C3C2 = 1;
const tolerant = (work, otherwise) => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};
const operations = {
  sign: (message, privateKey, userId) => sm2.doSignature(message, privateKey, { hash: true, userId }),
  verify: (message, signature, publicKey, userId) =>
    /^[0-9a-f]{128}$/i.test(signature) &&
    tolerant(() => sm2.doVerifySignature(message, signature, publicKey, { hash: true, userId }), false),
  encrypt: (text, publicKey) => '04' + sm2.doEncrypt(text, publicKey, C1C3C2),
  decrypt: (ciphertext, privateKey) => {
    if (!/^04([0-9a-f]{2}){97,}$/i.test(ciphertext)) return null;
    const bytes = tolerant(
      () => sm2.doDecrypt(ciphertext.slice(2).toLowerCase(), privateKey, C1C3C2, { output: 'array' }),
      [],
    );
    // The library answers with nothing where the check value does not fit.
    if (bytes.length === 0) return null;
    return tolerant(() => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)), null);
  },
};
parentPort.on('message', ({ id, order: [operation, ...given] }) => {
  try {
    parentPort.postMessage({ id, result: operations[operation](...given) });
  } catch {
    parentPort.postMessage({ id, failed: true });
  }
});
`;
