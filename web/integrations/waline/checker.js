// Who judges: the core inside this process (WebAssembly), or the HTTP service. Both give the same
// verdict, and both throw where there is none. The service may keep a strike ledger, too.
'use strict';

const { createHash } = require('node:crypto');
const { readFile } = require('node:fs/promises');
const { freshFile } = require('./fresh-file.js');

/**
 * `do` is the ladder's step: publish, hold, delete or block; without a ledger there is none.
 * @typedef {{verdict: import('precheck').Verdict, do?: string}} Decision
 * @typedef {(request: import('precheck').CheckRequest) => Promise<Decision>} Check
 */

/**
 * @param {import('./options.js').Options} options
 * @returns {Check}
 */
function openChecker(options) {
  const { policy, complain } = options;
  return policy === undefined ? throughService(options) : insideProcess(policy, complain);
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
  return async (request) => ({ verdict: (await checker())().check(request) });
}

/** @param {string} policy */
async function compile(policy) {
  const { createChecker } = await import('precheck');
  const wasm = await readFile(require.resolve('precheck/precheck-full.wasm'));
  return createChecker({ policy, wasm });
}

/**
 * @param {import('./options.js').Options} options
 * @returns {Check}
 */
function throughService({ service, token, timeout, shadow }) {
  /**
   * @param {string} path
   * @param {string} body
   * @param {Record<string, string>} [headers]
   */
  async function ask(path, body, headers) {
    const response = await fetch(new URL(path, service), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw new Error(`the service answered ${response.status}`);
    return response.json();
  }

  return async (request) => {
    const body = JSON.stringify(request, wellFormed);
    // A strike needs an account, and nothing is counted for trying out.
    if (!token || shadow || !request.author?.id) return { verdict: await ask('/v1/check', body) };
    return ask('/v1/decide', body, {
      authorization: `Bearer ${token}`,
      // The same words sent again are the same submission, and count once.
      'idempotency-key': createHash('sha256').update(body).digest('hex'),
    });
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
