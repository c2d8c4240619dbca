// A file of the owner's, read again when it has changed.
'use strict';

const { readFile, stat } = require('node:fs/promises');

/**
 * What `parse` makes of the file's text. When the new content cannot be parsed, `complain` is told
 * and the last good value stays; while there is none, asking for it throws.
 * @template Value
 * @param {string} file
 * @param {(text: string) => Value | Promise<Value>} parse
 * @param {(error: unknown) => void} complain
 * @returns {() => Promise<() => Value>} a getter, so that nobody holds on to an old value
 */
function freshFile(file, parse, complain) {
  /** @type {{value: Value} | undefined} */
  let good;
  let version = '';
  let turn = Promise.resolve();

  async function refresh() {
    const { mtimeMs, size, ino } = await stat(file);
    const found = `${mtimeMs} ${size} ${ino}`;
    if (found === version) return;
    version = found;
    good = { value: await parse(await readFile(file, 'utf8')) };
  }

  return async () => {
    // One at a time: two comments may come at once.
    turn = turn.then(refresh).catch(complain);
    await turn;
    return () => {
      if (!good) throw new Error(`${file} could not be read`);
      return good.value;
    };
  };
}

module.exports = { freshFile };
