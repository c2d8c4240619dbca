// The Waline plugin: what Waline calls before it saves a new comment or an edited one.
'use strict';

const { readOptions } = require('./options.js');
const { openChecker } = require('./checker.js');
const { openPosts } = require('./posts.js');
const { isAdministrator, storedComment, requestFor } = require('./request.js');
const { fateOf, refusal } = require('./fate.js');

/** What Waline answers beside a refusal's words. */
const refused = 1000;

/** @type {import('./index.d.ts').default} */
function precheck(given) {
  const options = readOptions(given);
  const check = openChecker(options);
  const postOf = openPosts(options);

  /**
   * Never throws: without a verdict the comment waits for a moderator.
   * @param {import('./request.js').Controller} controller
   * @param {import('./request.js').Writing} writing
   * @returns {Promise<{fate: import('./index.d.ts').Fate, words: string}>}
   */
  async function judge(controller, writing) {
    const { shadow, log } = options;
    try {
      const request = await requestFor(controller, writing, await postOf(writing.url));
      const decision = await check(request);
      const fate = fateOf(decision);
      const rules = decision.verdict.findings.map(({ rule }) => rule);
      log({ event: 'checked', fate, shadow, path: writing.url, rules });
      return { fate: shadow ? 'publish' : fate, words: refusal(decision, request.language) };
    } catch (error) {
      log({ event: 'failed', fate: 'hold', shadow, path: writing.url, error: String(error) });
      return { fate: shadow ? 'publish' : 'hold', words: '' };
    }
  }

  return {
    hooks: {
      // Waline calls hooks with its controller as `this`.
      /** @this {import('./request.js').Controller} */
      async preSave(comment) {
        if (isAdministrator(this)) return undefined;
        const { fate, words } = await judge(this, comment);
        if (fate === 'refuse') return { errmsg: words };
        // What another filter has called spam stays spam.
        if (fate === 'hold' && comment.status === 'approved') comment.status = 'waiting';
        return undefined;
      },

      /** @this {import('./request.js').Controller} */
      async preUpdate({ objectId, comment }) {
        // A like, a moderator's decision: nobody has written anything.
        if (comment === undefined || isAdministrator(this)) return undefined;
        if (typeof comment !== 'string') return { errno: refused, errmsg: 'comment: not a string' };
        const old = await storedComment(this, objectId);
        const { fate, words } = await judge(this, { ...old, comment, objectId });
        if (fate === 'refuse') return { errno: refused, errmsg: words };
        // The hook sees a copy of the change, so the status has to be written here.
        if (fate === 'hold' && old.status === 'approved')
          await this.modelInstance.update({ status: 'waiting' }, { objectId });
        return undefined;
      },
    },
  };
}

module.exports = precheck;
// For `import precheck from`, which some compilers turn into this.
module.exports.default = precheck;
