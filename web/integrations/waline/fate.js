// What a verdict means for Waline, and what a refused writer is told.
'use strict';

/** @typedef {import('precheck').Verdict} Verdict */

/**
 * A warning asked for a second click in the browser; it publishes. An action that this release
 * does not know goes to a moderator.
 * @param {Verdict} verdict
 * @returns {import('./index.d.ts').Fate}
 */
function fateOf({ action }) {
  if (action === 'reject') return 'refuse';
  return ['allow', 'advise', 'warn'].includes(action) ? 'publish' : 'hold';
}

/**
 * Plain text, one finding a paragraph: Waline shows it in an alert.
 * @param {Verdict} verdict
 */
function refusal({ findings }) {
  return findings
    .filter(({ action }) => action !== 'advise')
    .map(({ message, advice, quote }) =>
      [message, advice, quote && `“${quote}”`].filter(Boolean).join('\n'),
    )
    .join('\n\n');
}

module.exports = { fateOf, refusal };
