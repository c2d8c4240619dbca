// Who judges: the core inside this process (WebAssembly), or the HTTP service. Both give the same
// verdict, and both throw where there is none.
'use strict';

const { readFile } = require('node:fs/promises');
const { freshFile } = require('./fresh-file.js');

/**
 * @typedef {import('precheck').CheckRequest} CheckRequest
 * @typedef {import('precheck').Verdict} Verdict
 * @typedef {(request: CheckRequest) => Promise<Verdict>} Check
 */

/**
 * @param {import('./options.js').Options} options
 * @returns {Check}
 */
function openChecker({ policy, service, timeout, complain }) {
  return policy !== undefined
    ? insideProcess(policy, complain)
    : throughService(String(service), timeout);
}

/**
 * @param {string} file
 * @param {(error: unknown) => void} complain
 * @returns {Check}
 */
function insideProcess(file, complain) {
  /** @type {import('precheck').Checker | undefined} */
  let latest;
  const checker = freshFile(
    file,
    async (policy) => {
      const next = await compile(policy);
      latest?.dispose();
      return (latest = next);
    },
    complain,
  );
  // At once, so that the log tells of an error before the first comment comes.
  void checker();
  return async (request) => (await checker())().check(request);
}

/** @param {string} policy */
async function compile(policy) {
  const { createChecker } = await import('precheck');
  const wasm = await readFile(require.resolve('precheck/precheck.wasm'));
  return createChecker({ policy, wasm });
}

/**
 * @param {string} address
 * @param {number} timeout in milliseconds
 * @returns {Check}
 */
function throughService(address, timeout) {
  const url = new URL('/v1/check', address);
  return async (request) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request, wellFormed),
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw new Error(`the service answered ${response.status}`);
    return /** @type {Verdict} */ (await response.json());
  };
}

/**
 * Half of a surrogate pair is no text; the browser's checker replaces it in the same way.
 * @param {string} _key
 * @param {unknown} value
 */
function wellFormed(_key, value) {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;
}

module.exports = { openChecker };
