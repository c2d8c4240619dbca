// The post that a page shows, from the owner's own data: a browser could say anything.
'use strict';

const { freshFile } = require('./fresh-file.js');

/**
 * @typedef {import('./index.d.ts').Post} Post
 * @typedef {(path: string) => Promise<Post | undefined>} PostOf
 */

/** More text than this tells little new about a post, and the service takes 64 KiB in all. */
const maxTextUnits = 10_000;

/**
 * @param {import('./options.js').Options} options
 * @returns {PostOf}
 */
function openPosts({ posts, complain }) {
  const find = typeof posts === 'string' ? fromFile(posts, complain) : posts;
  return async (path) => {
    const post = await find?.(path);
    return post && { ...post, ...(post.text && { text: post.text.slice(0, maxTextUnits) }) };
  };
}

/**
 * @param {string} file
 * @param {(error: unknown) => void} complain
 * @returns {PostOf}
 */
function fromFile(file, complain) {
  const table = freshFile(file, read, complain);
  return async (path) => (await table())().get(plain(path));
}

/** @param {string} json */
function read(json) {
  /** @type {Record<string, Post>} */
  const posts = JSON.parse(json);
  return new Map(Object.entries(posts).map(([path, post]) => [plain(path), post]));
}

/**
 * `/a`, `/a/`, `/a/index.html` and their encoded forms are one page.
 * @param {string} path
 */
function plain(path) {
  const bare = String(path)
    .replace(/[?#].*$/s, '')
    .replace(/(?:\/index\.html?|\/)$/, '');
  try {
    return decodeURI(bare);
  } catch {
    return bare;
  }
}

module.exports = { openPosts };
