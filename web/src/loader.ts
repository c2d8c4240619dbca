// precheck.js, the script tag. The widget and its engine are files of their own beside it.
import { safely } from './complain.js';
import { ofDocument, tagOf } from './dom.js';
import { pin } from './pin.js';
import { watchPage } from './script-tag.js';

/** Set at build time: file → what it must hash to. */
declare const MODULE_INTEGRITY: Readonly<Record<string, string>>;
/** Set at build time: the modules that the first check needs. */
declare const FIRST_MODULES: readonly string[];

// Only while the script runs does the page know which tag it came from.
const tag = ofDocument('currentScript');

if (tag && tagOf(tag) === 'script') safely(start)(tag as HTMLScriptElement);

function start(script: HTMLScriptElement): void {
  const { src } = script;
  const addressOf = (file: string): string => new URL(file, src).href;
  const prepare = (file: string): Promise<void> => pin(addressOf(file), MODULE_INTEGRITY[file]);
  watchPage(script, {
    async load() {
      await Promise.all(FIRST_MODULES.map(prepare));
      return (await import(addressOf('precheck.mjs'))) as typeof import('./index.js');
    },
    prepare,
  });
}
