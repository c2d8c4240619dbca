// The request and the verdict, field for field as docs/ and the C++ header have them.

/** From mildest to hardest. */
export type Action = 'allow' | 'advise' | 'warn' | 'hold' | 'reject';

/** Half-open: `[4, 6]` is two units long. */
export type Interval = readonly [begin: number, end: number];

/** A place in the comment as it was typed; never inside a grapheme. */
export interface Span {
  readonly bytes: Interval;
  readonly utf16: Interval;
}

export interface Finding {
  readonly rule: string;
  readonly category: string;
  readonly action: Action;
  readonly points: number;
  readonly message: string;
  readonly advice?: string;
  /** The policy's own sentence. */
  readonly quote?: string;
  readonly url?: string;
  readonly spans: readonly Span[];
}

export interface Verdict {
  /** The request's, or null. */
  readonly id: string | null;
  readonly action: Action;
  readonly points: number;
  readonly policy: { readonly name: string; readonly revision: string };
  readonly findings: readonly Finding[];
  /** What follows if it is posted as it is; absent without a ladder. */
  readonly next?: string;
}

export interface Post {
  id?: string;
  title?: string;
  text?: string;
  tags?: string[];
  /** What the post asks for, such as `comparison`. */
  invites?: string[];
}

export interface Author {
  id?: string;
  strikes?: number;
  trusted?: boolean;
}

/** Everything of a request but the comment: what does not change while someone types. */
export interface CheckContext {
  language?: string;
  post?: Post;
  parent?: string;
  author?: Author;
  /** Earlier comments of the author or thread, newest first. */
  earlier?: string[];
}

export interface CheckRequest extends CheckContext {
  id?: string;
  comment: string;
}
