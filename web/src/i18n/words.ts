import type { Action } from '../types.js';

/** The widget's own words in one language; everything else comes from the policy. */
export interface Words {
  /** A BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly panel: string;
  readonly ready: string;
  /** What `count` findings mean for the comment, at most as hard as `action`. */
  summary(action: Action, count: number): string;
  /** Said when the page's button was pressed and the comment held. */
  readonly notPosted: string;
  /** What the owner's server will do; empty where nothing more need be said. */
  consequence(action: Action): string;
  /** For an author whose strikes are known: which of how many this can become. */
  strike(nth: number, most: number): string;
  /** Opens the policy's sentence and the example. */
  readonly more: string;
  readonly policySays: string;
  readonly readPolicy: string;
  readonly passingExample: string;
  readonly edit: string;
  readonly postAnyway: string;
  /** Tells the blog's owner that a finding is wrong. */
  readonly mistake: string;
  readonly mistakeNoted: string;
  quoted(text: string): string;
}
