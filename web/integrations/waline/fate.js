// What a verdict means for Waline, and what a refused writer is told.
'use strict';

/** @typedef {import('./checker.js').Decision} Decision */

/** @type {Record<string, import('./index.d.ts').Fate>} */
const ofAction = { allow: 'publish', advise: 'publish', warn: 'publish', reject: 'refuse' };

/** @type {Record<string, import('./index.d.ts').Fate>} */
const ofStep = { publish: 'publish', delete: 'refuse', block: 'refuse' };

/**
 * The ladder's step goes first. A warning asked for a second click in the browser; it publishes.
 * What this release does not know goes to a moderator.
 * @param {Decision} decision
 * @returns {import('./index.d.ts').Fate}
 */
function fateOf({ verdict, do: step }) {
  return (step === undefined ? ofAction[verdict.action] : ofStep[step]) ?? 'hold';
}

/**
 * Plain text, one finding a paragraph: Waline shows it in an alert. Never empty, which Waline's
 * client would take for success.
 * @param {Decision} decision
 * @param {string | undefined} language
 */
function refusal({ verdict, do: step }, language = 'en') {
  const reasons = verdict.findings
    .filter(({ action }) => action !== 'advise')
    .map(({ message, advice, quote }) =>
      [message, advice, quote && `“${quote}”`].filter(Boolean).join('\n'),
    );
  const words = /^zh/i.test(language) ? chinese : english;
  if (step === 'block') reasons.unshift(words.blocked);
  else if (step === 'delete') reasons.push(words.counted);
  return reasons.join('\n\n') || words.refused;
}

const english = {
  blocked: 'This account can no longer comment here. Its owner can ask the blog to look again.',
  counted: 'The comment was not published, and it counts as a strike.',
  refused: 'This comment cannot be posted.',
};
const chinese = {
  blocked: '此账号已不能在此评论。如有异议，可请博主重新审核。',
  counted: '此评论未发布，并记违规一次。',
  refused: '此评论无法发布。',
};

module.exports = { fateOf, refusal };
