// WebKit, as Debian has it: WebKitGTK's MiniBrowser, driven by plain WebDriver.
// An engine has one page. Expressions are JavaScript, as text; what they give must be JSON, or an
// element for press().
import { freePort, launch, until } from './programs.mjs';

/** What WebDriver calls an element in its answers. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export class WebKit {
  static async launch() {
    const engine = new WebKit();
    const port = await freePort();
    engine.#address = `http://127.0.0.1:${port}`;
    engine.#driver = launch('WebKitWebDriver', [`--port=${port}`]);
    await until('WebKitWebDriver answers', () =>
      fetch(`${engine.#address}/status`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const { sessionId, capabilities } = await engine.#call('POST', '/session', {
      capabilities: { alwaysMatch: {} },
    });
    engine.#session = `/session/${sessionId}`;
    engine.name = `${capabilities.browserName} ${capabilities.browserVersion}`;
    return engine;
  }

  /** WebDriver uses the page's own JSON. */
  asksWithJson = true;
  #address;
  #driver;
  #session = '';

  async #call(method, path, body) {
    const response = await fetch(`${this.#address}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  /** Done when the page was loaded. */
  open(url) {
    return this.#call('POST', `${this.#session}/url`, { url });
  }

  evaluate(expression) {
    return this.#call('POST', `${this.#session}/execute/sync`, {
      script: `return (${expression});`,
      args: [],
    });
  }

  /** Real keys, to whatever has the focus. */
  async type(text) {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#call('POST', `${this.#session}/actions`, {
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  }

  /** To the next thing that takes keys. */
  tab() {
    return this.type('\uE004');
  }

  /** A real press of the mouse. */
  async press(expression) {
    const element = await this.evaluate(expression);
    await this.#call('POST', `${this.#session}/element/${element[elementKey]}/click`, {});
  }

  async close() {
    if (this.#session) await this.#call('DELETE', this.#session).catch(() => undefined);
    await this.#driver.end();
  }
}
