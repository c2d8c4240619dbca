// What a page can listen to. All events bubble from the box and cross shadow roots; none can
// be cancelled, and none carries the comment's text.
import { anchorOf, type Field } from './field.js';
import type { Verdict } from './types.js';

export interface PrecheckEvents {
  /** Engine and policy are loaded. */
  'precheck:ready': { revision: string };
  /** There is a new verdict; null when the box is empty. */
  'precheck:verdict': { verdict: Verdict | null };
  /** The comment was held once and its writer asked. */
  'precheck:held': { verdict: Verdict };
  /** The comment leaves, as it is. */
  'precheck:posting': { verdict: Verdict | null };
  /** The writer says that a finding is wrong. */
  'precheck:mistake': { rule: string; category: string; revision: string };
  /** The widget cannot work on this page; the form does. */
  'precheck:failed': { message: string };
}

export function emit<Name extends keyof PrecheckEvents>(
  field: Field,
  name: Name,
  detail: PrecheckEvents[Name],
): void {
  anchorOf(field).dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

declare global {
  interface HTMLElementEventMap {
    'precheck:ready': CustomEvent<PrecheckEvents['precheck:ready']>;
    'precheck:verdict': CustomEvent<PrecheckEvents['precheck:verdict']>;
    'precheck:held': CustomEvent<PrecheckEvents['precheck:held']>;
    'precheck:posting': CustomEvent<PrecheckEvents['precheck:posting']>;
    'precheck:mistake': CustomEvent<PrecheckEvents['precheck:mistake']>;
    'precheck:failed': CustomEvent<PrecheckEvents['precheck:failed']>;
  }
}
