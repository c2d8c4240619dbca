// An engine of 2020: Chromium 87, in Debian's Qt WebEngine 5.15. Has the methods of webkit.mjs.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { launch } from './programs.mjs';

const window = fileURLToPath(new URL('qtwebengine.py', import.meta.url));

export class QtWebEngine {
  static async launch() {
    const engine = new QtWebEngine();
    engine.#window = launch('/usr/bin/python3', [window, '--no-sandbox', '--disable-gpu']);
    engine.#answers = createInterface(engine.#window.output)[Symbol.asyncIterator]();
    engine.name = await engine.evaluate('navigator.userAgent.match(/Chrome[/][0-9.]+/)[0]');
    return engine;
  }

  #window;
  #answers;

  /** One after the other. */
  async #call(what, argument) {
    this.#window.input.write(`${JSON.stringify([what, argument])}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('Qt WebEngine ended');
    return JSON.parse(value);
  }

  open(url) {
    return this.#call('open', url);
  }

  evaluate(expression) {
    return this.#call('evaluate', expression);
  }

  type(text) {
    return this.#call('type', text);
  }

  /** In the middle of it, wherever a page may have forbidden to measure. */
  async press(expression) {
    const place = await this.evaluate(
      `((it) => { let x = it.offsetWidth / 2, y = it.offsetHeight / 2; for (; it; it = it.offsetParent) { x += it.offsetLeft; y += it.offsetTop; } return [Math.round(x), Math.round(y)]; })(${expression})`,
    );
    return this.#call('press', place);
  }

  close() {
    return this.#window.end();
  }
}
