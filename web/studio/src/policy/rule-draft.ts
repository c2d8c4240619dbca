// A rule as a person fills it in, and the JSON it becomes.
import type { CheckRequest } from '../../../src/types.js';
import { strings } from '../../../src/json.js';
import type { Example, Localised, Matcher, PolicyShape, Rule } from './shape.js';

export type Where = 'everywhere' | 'except' | 'only';

export interface RuleDraft {
  readonly name: string;
  /** One word or phrase each; one with `*`, `(a|b)`, `[name]` or `?` is a phrase template. */
  readonly phrases: readonly string[];
  readonly message: Readonly<Record<string, string>>;
  readonly advice: Readonly<Record<string, string>>;
  readonly action: string;
  readonly where: Where;
  readonly tags: readonly string[];
  readonly flags: readonly string[];
  readonly passes: readonly string[];
}

export interface DraftedRule {
  readonly rule: Rule;
  /** A condition on the post that the rule names, if the policy has none like it. */
  readonly post?: { readonly name: string; readonly tags: string[] };
}

/** Empty where nothing of the name can stand in an id, as in a Chinese name. */
export function idFrom(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

export function freeId(name: string, policy: PolicyShape): string {
  const taken = new Set(policy.rules?.map(({ id }) => id));
  const base = idFrom(name) || 'rule';
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) {
    if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
  }
}

/** `id`: of the rule that is changed; a new rule gets one from its name. */
export function draftRule(draft: RuleDraft, policy: PolicyShape, id?: string): DraftedRule {
  const condition = draft.where === 'everywhere' ? undefined : postCondition(draft.tags, policy);
  const wanted = phraseMatcher(draft.phrases);
  const named: Matcher[] = condition ? [{ post: condition.name }] : [];
  const rule: Rule = {
    id: id ?? freeId(draft.name, policy),
    category: 'house-rules',
    action: draft.action,
    message: inLanguages(draft.message, policy),
    ...(hasText(draft.advice) ? { advice: inLanguages(draft.advice, policy) } : {}),
    match: draft.where === 'only' ? { all: [...named, wanted] } : wanted,
    ...(draft.where === 'except' ? { unless: named[0] as Matcher } : {}),
    examples: examplesOf(draft),
  };
  return condition?.isNew
    ? { rule, post: { name: condition.name, tags: [...draft.tags] } }
    : { rule };
}

/** A policy that holds the drafted rule alone, and of the policy what the rule names. */
export function policyOfOne({ rule, post }: DraftedRule, policy: PolicyShape): string {
  const said = JSON.stringify([rule.match, rule.unless]);
  const named = <Value>(
    all: Readonly<Record<string, Value>> = {},
    mark: (name: string) => string,
  ) => Object.fromEntries(Object.entries(all).filter(([name]) => said.includes(mark(name))));
  const posts = post ? { ...policy.posts, [post.name]: { tags: post.tags } } : policy.posts;
  return JSON.stringify({
    format: 1,
    name: 'One rule',
    languages: policy.languages ?? ['en'],
    ...(policy.fold ? { fold: policy.fold } : {}),
    ...(policy.ignore ? { ignore: policy.ignore } : {}),
    lexicons: named(policy.lexicons, (name) => `[${name}]`),
    posts: named(posts, (name) => `{"post":${JSON.stringify(name)}}`),
    rules: [{ ...rule, examples: {} }],
  });
}

/** The examples a person typed, with the post that each needs, and those that follow from `where`. */
function examplesOf({ where, tags, flags, passes }: RuleDraft): {
  flags: Example[];
  passes: Example[];
} {
  const tagged = (comment: string): CheckRequest => ({ comment, post: { tags: [...tags] } });
  const first = flags[0];
  if (first === undefined || where === 'everywhere')
    return { flags: [...flags], passes: [...passes] };
  if (where === 'except') return { flags: [...flags], passes: [...passes, tagged(first)] };
  return { flags: flags.map(tagged), passes: [...passes, first] };
}

function phraseMatcher(lines: readonly string[]): Matcher {
  const templates = lines.filter(isTemplate);
  const words = lines.filter((line) => !isTemplate(line));
  if (templates.length === 0) return { words };
  if (words.length === 0) return { phrases: templates };
  return { any: [{ words }, { phrases: templates }] };
}

function isTemplate(line: string): boolean {
  return /[*()|[\]?]|^\^ | \$$/.test(line);
}

function postCondition(
  tags: readonly string[],
  policy: PolicyShape,
): { name: string; isNew: boolean } {
  const posts = policy.posts ?? {};
  const wanted = JSON.stringify({ tags });
  const same = Object.entries(posts).find(([, value]) => JSON.stringify(value) === wanted);
  if (same) return { name: same[0], isNew: false };
  const base = `tagged-${idFrom(tags[0] ?? '') || 'so'}`;
  let name = base;
  for (let number = 2; name in posts; number++) name = `${base}-${number}`;
  return { name, isNew: true };
}

function inLanguages(texts: Readonly<Record<string, string>>, policy: PolicyShape): Localised {
  const given = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  const several = (policy.languages?.length ?? 1) > 1;
  return several ? Object.fromEntries(given) : (given[0]?.[1] ?? '');
}

function hasText(texts: Readonly<Record<string, string>>): boolean {
  return Object.values(texts).some((text) => text.trim() !== '');
}

/** The form's answers for a rule that it could have made; null for one that says more. */
export function draftFrom(rule: Rule, policy: PolicyShape): RuleDraft | null {
  const only = conditionAndRest(rule.match, policy);
  const phrases = only ? linesFrom(only.rest) : linesFrom(rule.match);
  const except = rule.unless ? tagsOf(rule.unless, policy) : undefined;
  if (!phrases || (rule.unless && !except) || (only && except)) return null;
  const where: Where = only ? 'only' : except ? 'except' : 'everywhere';
  const tags = only?.tags ?? except ?? [];
  const implied = where === 'only' ? taggedLike(tags) : () => false;
  return {
    name: rule.id ?? '',
    phrases,
    message: perLanguage(rule.message, policy),
    advice: perLanguage(rule.advice, policy),
    action: rule.action ?? 'warn',
    where,
    tags,
    flags: commentsOf(rule.examples?.flags, implied),
    passes: commentsOf(rule.examples?.passes, () => false),
  };
}

/** What the form does not ask stays as it was, but for the examples that followed from `oldTags`. */
export function mergeRule(old: Rule, changed: Rule, oldTags: readonly string[]): Rule {
  const implied = taggedLike(oldTags);
  const merged: Rule = { ...old, ...changed };
  if (old.category !== undefined) Object.assign(merged, { category: old.category });
  if (!changed.unless) Reflect.deleteProperty(merged, 'unless');
  if (!changed.advice) Reflect.deleteProperty(merged, 'advice');
  const keep = (kind: 'flags' | 'passes'): Example[] => {
    const now = changed.examples?.[kind] ?? [];
    const seen = new Set(now.map((each) => JSON.stringify(each)));
    const others = (old.examples?.[kind] ?? []).filter(
      (each) => typeof each !== 'string' && !implied(each) && !seen.has(JSON.stringify(each)),
    );
    return [...now, ...others];
  };
  return { ...merged, examples: { flags: keep('flags'), passes: keep('passes') } };
}

function linesFrom(match: Matcher | undefined): string[] | null {
  if (!match) return null;
  const keys = Object.keys(match);
  if (keys.length !== 1) return null;
  if (match['words'] ?? match['phrases']) return strings(match['words'] ?? match['phrases']);
  const parts = match['any'];
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [words, phrases] = parts as Matcher[];
  if (!words?.['words'] || !phrases?.['phrases']) return null;
  return [...strings(words['words']), ...strings(phrases['phrases'])];
}

function conditionAndRest(
  match: Matcher | undefined,
  policy: PolicyShape,
): { tags: string[]; rest: Matcher } | null {
  const parts = match?.['all'];
  if (!Array.isArray(parts) || parts.length !== 2 || match?.['within']) return null;
  const [condition, rest] = parts as Matcher[];
  const tags = condition && tagsOf(condition, policy);
  return tags && rest ? { tags, rest } : null;
}

/** Of `{"post": "name"}`, where that condition is nothing but tags. */
function tagsOf(matcher: Matcher, policy: PolicyShape): string[] | null {
  const name = matcher['post'];
  const condition = typeof name === 'string' ? policy.posts?.[name] : undefined;
  if (!condition || Object.keys(condition).join() !== 'tags') return null;
  return strings(condition['tags']);
}

function perLanguage(text: Localised | undefined, policy: PolicyShape): Record<string, string> {
  if (text === undefined) return {};
  return typeof text === 'string' ? { [policy.languages?.[0] ?? 'en']: text } : { ...text };
}

function commentsOf(
  examples: readonly Example[] | undefined,
  implied: (example: CheckRequest) => boolean,
): string[] {
  return (examples ?? []).flatMap((example) => {
    if (typeof example === 'string') return [example];
    return implied(example) ? [example.comment] : [];
  });
}

function taggedLike(tags: readonly string[]): (example: CheckRequest) => boolean {
  const post = JSON.stringify({ tags });
  return (example) => JSON.stringify(example.post) === post;
}
