// From what Waline knows to a request: who writes, what is answered, what was written before.
'use strict';

/**
 * The parts of Waline's controller that are used here.
 * @typedef {object} Controller
 * @property {{state: {userInfo?: {type?: string, objectId?: string | number}}}} ctx
 * @property {(name: string) => string | undefined} get a parameter of the address
 * @property {Model} modelInstance the comments, whatever the storage
 *
 * @typedef {object} Model
 * @property {(where: object, options?: object) => Promise<Stored[]>} select
 * @property {(data: object, where: object) => Promise<unknown>} update
 *
 * @typedef {import('./index.d.ts').NewComment} NewComment
 * @typedef {NewComment & {objectId: string | number}} Stored
 * @typedef {NewComment & {objectId?: string | number}} Writing
 */

/** So many earlier comments are looked at for repeats. */
const maxEarlier = 20;

/** @param {Controller} controller */
function isAdministrator({ ctx }) {
  return ctx.state.userInfo?.type === 'administrator';
}

/**
 * @param {Controller} controller
 * @param {string | number} objectId
 */
async function storedComment({ modelInstance }, objectId) {
  const [found] = await modelInstance.select({ objectId });
  if (!found) throw new Error('the comment is not there');
  return found;
}

/**
 * @param {Controller} controller
 * @param {Writing} writing
 * @param {import('./index.d.ts').Post | undefined} post
 * @returns {Promise<import('precheck').CheckRequest>}
 */
async function requestFor(controller, writing, post) {
  const [parent, earlier] = await Promise.all([
    parentText(controller, writing),
    earlierTexts(controller, writing),
  ]);
  const language = controller.get('lang');
  return {
    comment: writing.comment,
    ...(language && { language }),
    ...(post && { post }),
    ...(parent && { parent }),
    ...(writing.user_id && { author: { id: `waline:${writing.user_id}` } }),
    ...(earlier.length > 0 && { earlier }),
  };
}

/**
 * @param {Controller} controller
 * @param {Writing} writing
 */
async function parentText({ modelInstance }, { pid }) {
  if (!pid) return undefined;
  const [parent] = await modelInstance.select({ objectId: pid });
  return parent?.comment;
}

/**
 * The same account's, or the same mail address's, newest first.
 * @param {Controller} controller
 * @param {Writing} writing
 */
async function earlierTexts({ modelInstance }, { user_id, mail, objectId }) {
  const who = user_id ? { user_id } : mail ? { mail } : undefined;
  if (!who) return [];
  const options = { desc: 'insertedAt', limit: maxEarlier + 1 };
  const found = await modelInstance.select(who, options);
  return found
    .filter((stored) => String(stored.objectId) !== String(objectId))
    .slice(0, maxEarlier)
    .map(({ comment }) => comment);
}

module.exports = { isAdministrator, storedComment, requestFor };
