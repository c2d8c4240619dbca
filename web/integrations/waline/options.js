// The owner's options: a misspelt one must not mean "unchecked".
'use strict';

const known = ['policy', 'service', 'token', 'posts', 'shadow', 'timeout', 'log'];

/**
 * @typedef {import('./index.d.ts').PrecheckOptions} Given
 * @typedef {Given & Required<Pick<Given, 'shadow' | 'timeout' | 'log'>> & {
 *   complain: (error: unknown) => void}} Options
 */

/**
 * @param {Given} given
 * @returns {Options}
 */
function readOptions(given) {
  for (const name of Object.keys(given ?? {})) {
    if (!known.includes(name))
      throw new TypeError(`precheck-waline: no option "${name}"; there are ${known.join(', ')}`);
  }
  if ((given?.policy === undefined) === (given?.service === undefined))
    throw new TypeError('precheck-waline: give either "policy" or "service"');
  if (given.token !== undefined && given.service === undefined)
    throw new TypeError('precheck-waline: "token" goes with "service"');
  const log = given.log ?? printLine;
  /** @param {unknown} error */
  const complain = (error) => log({ event: 'failed', error: String(error) });
  return { shadow: false, timeout: 2_000, ...given, log, complain };
}

/** @param {import('./index.d.ts').LogEntry} entry */
function printLine(entry) {
  const print = entry.event === 'failed' ? console.error : console.log;
  print(JSON.stringify({ time: new Date().toISOString(), source: 'precheck-waline', ...entry }));
}

module.exports = { readOptions };
