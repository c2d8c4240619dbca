// A policy as far as the page reads it. The engine has checked the rest; here everything may be missing.
import type { CheckRequest } from '../../../src/types.js';

export type Localised = string | Readonly<Record<string, string>>;

export type Matcher = Readonly<Record<string, unknown>>;

export type Example = string | CheckRequest;

export interface Rule {
  readonly id?: string;
  readonly category?: string;
  readonly action?: string;
  readonly points?: number;
  readonly message?: Localised;
  readonly advice?: Localised;
  readonly quote?: Localised;
  readonly match?: Matcher;
  readonly unless?: Matcher;
  readonly audience?: string;
  readonly examples?: { readonly flags?: readonly Example[]; readonly passes?: readonly Example[] };
}

export interface PolicyShape {
  readonly name?: string;
  readonly languages?: readonly string[];
  readonly fold?: readonly string[];
  readonly ignore?: readonly string[];
  readonly lexicons?: Readonly<Record<string, unknown>>;
  readonly posts?: Readonly<Record<string, Matcher>>;
  /** Matchers that rules share by name. */
  readonly matchers?: Readonly<Record<string, Matcher>>;
  readonly rules?: readonly Rule[];
}

export type ExampleKind = 'flags' | 'passes';

/** The text in this language, else the first there is. */
export function localised(text: Localised | undefined, language: string): string {
  if (text === undefined) return '';
  if (typeof text === 'string') return text;
  return text[language] ?? Object.values(text)[0] ?? '';
}

export function requestOf(example: Example): CheckRequest {
  return typeof example === 'string' ? { comment: example } : example;
}
