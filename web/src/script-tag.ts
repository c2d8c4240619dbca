// What a script tag does: it waits, and when a comment box gets the focus it fetches the widget.
import { attribute } from './dom.js';
import type { Field } from './field.js';
import { findBox } from './find-form.js';
import { onFieldFocus } from './frames.js';

type Attach = typeof import('./attach.js').attach;

export interface Files {
  /** The widget; called at each focus. */
  load(): Promise<{ attach: Attach }>;
  /** Told of each further file before it is loaded. */
  prepare?(file: string): Promise<void>;
}

export function watchPage(script: Element, files: Files): void {
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
    prepare: files.prepare,
  };

  // Each focus asks anew: attach() knows the boxes that it has.
  function meet(candidate: Field): void {
    if (!findBox(candidate, hints)) return;
    if (policy) void start(candidate, policy);
    else warn('the script tag has no data-policy; to mend it, name the policy file there');
  }

  async function start(box: Field, address: string): Promise<void> {
    try {
      const { attach } = await files.load();
      attach(box, { policy: address, ...options });
    } catch (error) {
      const remedy = 'put precheck.mjs and all other files of one release beside precheck.js';
      warn(`the widget did not load (${String(error)}); to mend it, ${remedy}`);
    }
  }

  onFieldFocus(document, meet);
}

let warned = false;

function warn(what: string): void {
  if (warned) return;
  warned = true;
  console.warn(`precheck: ${what}. Comments post as without it.`);
}
