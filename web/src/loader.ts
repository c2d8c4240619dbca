// The script tag. It only waits: when a comment box gets the focus, the rest is loaded.
import { safely } from './complain.js';
import { attribute, ofDocument, tagOf } from './dom.js';
import type { Field } from './field.js';
import { findBox } from './find-form.js';
import { onFieldFocus } from './frames.js';
import { pin } from './pin.js';

/** Set at build time: file → what it must hash to. */
declare const MODULE_INTEGRITY: Readonly<Record<string, string>>;
/** Set at build time: the modules that the first check needs. */
declare const FIRST_MODULES: readonly string[];

// Only while the script runs does the page know which tag it came from.
const tag = ofDocument('currentScript');

if (tag && tagOf(tag) === 'script') safely(start)(tag as HTMLScriptElement);

function start(script: HTMLScriptElement): void {
  const { src } = script;
  // Not `dataset`: what is missing there is looked up in Object.prototype, which pages pollute.
  const given = (name: string): string | undefined =>
    attribute(script, `data-${name}`) ?? undefined;
  const policy = given('policy');
  const hints = { form: given('form'), field: given('field'), button: given('button') };
  const options = {
    post: given('post'),
    language: given('language'),
    author: given('author'),
    mistakes: given('mistakes'),
    policyPage: given('policy-page'),
    button: hints.button,
    prepare,
  };

  // Each focus asks anew: attach() knows the boxes that it has.
  function meet(candidate: Field): void {
    if (!findBox(candidate, hints)) return;
    if (policy) void load(candidate, { policy, ...options });
    else warn('the script tag has no data-policy; to mend it, name the policy file there');
  }

  async function load(box: Field, all: import('./attach.js').AttachOptions): Promise<void> {
    const address = new URL('precheck.mjs', src).href;
    try {
      await Promise.all(FIRST_MODULES.map(prepare));
      const { attach } = (await import(address)) as typeof import('./index.js');
      attach(box, all);
    } catch (error) {
      const remedy = 'put all files of one release beside precheck.js';
      warn(`${address} did not load (${String(error)}); to mend it, ${remedy}`);
    }
  }

  function prepare(file: string): Promise<void> {
    return pin(new URL(file, src).href, MODULE_INTEGRITY[file]);
  }

  onFieldFocus(document, meet);
}

let warned = false;

function warn(what: string): void {
  if (warned) return;
  warned = true;
  console.warn(`precheck: ${what}. Comments post as without it.`);
}
