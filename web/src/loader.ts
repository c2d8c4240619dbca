// The script tag. It only waits: when a comment box gets the focus, the rest is loaded.
import { fieldOf, type Field, isField } from './field.js';
import { findBox } from './find-form.js';
import { listen, ofDocument } from './dom.js';

// Only while the script runs does the page know which tag it came from.
const tag = ofDocument('currentScript');

if (tag instanceof HTMLScriptElement) start(tag);

function start({ dataset, src }: HTMLScriptElement): void {
  const { policy, form, field, post, language } = dataset;

  // Each focus asks anew: attach() knows the boxes that it has.
  function meet(candidate: Field | null): void {
    if (!candidate || !findBox(candidate, { form, field })) return;
    if (policy) void load(candidate, { policy, post, language });
    else warn('the script tag has no data-policy; to mend it, name the policy file there');
  }

  async function load(box: Field, options: import('./attach.js').AttachOptions): Promise<void> {
    const address = new URL('precheck.mjs', src).href;
    try {
      const { attach } = (await import(address)) as typeof import('./index.js');
      attach(box, options);
    } catch (error) {
      warn(`${address} did not load (${String(error)}); to mend it, put it beside precheck.js`);
    }
  }

  listen(
    document,
    'focusin',
    (event) => {
      meet(fieldOf(event));
    },
    { capture: true },
  );
  const activeElement = ofDocument('activeElement');
  if (isField(activeElement)) meet(activeElement);
}

let warned = false;

function warn(what: string): void {
  if (warned) return;
  warned = true;
  console.warn(`precheck: ${what}. Comments post as without it.`);
}
