// The Studio's own words in one language.
import type { Action } from '../../../src/types.js';

export interface Words {
  /** A BCP 47 tag. */
  readonly language: string;
  /** Words of the page's skeleton: `data-word` and `data-label` name them. */
  readonly page: Readonly<Record<PageWord, string>>;

  readonly actions: Readonly<Record<Action, string>>;
  /** What each action means for the commenter, as a choice in the form. */
  readonly actionChoices: Readonly<Record<Exclude<Action, 'allow'>, string>>;

  readonly templates: Readonly<Record<string, { readonly name: string; readonly about: string }>>;
  loaded(name: string): string;
  readonly fromLink: string;
  readonly brokenLink: string;
  unreadableFile(name: string): string;
  readonly engineFailed: string;

  readonly checking: string;
  readonly policyWorks: string;
  problems(count: number): string;
  warnings(count: number): string;
  readonly unnamed: string;

  ruleCount(count: number): string;
  readonly serverOnly: string;
  readonly mustFlag: string;
  readonly mustPass: string;
  readonly noExamples: string;
  examplesWork(flags: number, passes: number): string;
  examplesFail(count: number): string;
  readonly examplesUnknown: string;
  readonly works: string;
  readonly fails: string;
  readonly notTried: string;
  readonly underPost: string;
  readonly showInFile: string;
  readonly change: string;
  readonly removeRule: string;
  removeExample(text: string): string;
  readonly ruleAdded: string;
  readonly ruleChanged: string;
  readonly ruleRemoved: string;
  readonly exampleAdded: string;
  readonly exampleRemoved: string;
  readonly undo: string;
  moreRules(count: number): string;

  readonly fileLabel: string;
  readonly allowedValues: string;

  readonly commentLabel: string;
  readonly commentPlaceholder: string;
  readonly nothingTyped: string;
  readonly noPolicy: string;
  readonly nothingFound: string;
  outcome(action: Action, points: number): string;
  readonly wholeComment: string;
  quoted(text: string): string;
  readonly rightFinding: string;
  readonly wrongFinding: string;
  points(count: number): string;

  readonly sentences: string;
  readonly ignoredParts: string;
  readonly disguises: string;
  readAs(typed: string, read: string): string;
  readonly parts: Readonly<Record<string, string>>;
  readonly rulesThatSpeak: string;
  readonly rulesThatDoNot: string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly matchSection: string;
  readonly unlessSection: string;
  readonly becauseNoMatch: string;
  readonly becauseUnless: string;
  readonly becauseNotTogether: string;
  readonly tooLittle: string;
  readonly matchers: MatcherWords;

  readonly form: FormWords;
  readonly past: PastWords;
  readonly share: ShareWords;
}

export interface MatcherWords {
  words(list: readonly string[], count: number): string;
  phrases(list: readonly string[], count: number): string;
  only(list: readonly string[], count: number): string;
  pattern(pattern: string): string;
  lexicon(name: string): string;
  absent(from: readonly string[]): string;
  measure(name: string): string;
  readonly topic: string;
  readonly unsupported: string;
  readonly learned: string;
  readonly repeats: string;
  readonly trusted: string;
  readonly strikes: string;
  post(name: string): string;
  readonly all: string;
  readonly allSentence: string;
  readonly allNeighbours: string;
  readonly any: string;
  atLeast(count: number): string;
  readonly not: string;
  over(bound: string): string;
  under(bound: string): string;
}

export interface FormWords {
  readonly addTitle: string;
  readonly changeTitle: string;
  readonly name: string;
  readonly nameHint: string;
  readonly phrases: string;
  readonly phrasesHint: string;
  readonly message: string;
  readonly messageHint: string;
  readonly advice: string;
  readonly adviceHint: string;
  inLanguage(label: string, language: string): string;
  readonly optional: string;
  readonly action: string;
  readonly where: string;
  readonly everywhere: string;
  readonly except: string;
  readonly only: string;
  readonly tags: string;
  readonly tagsHint: string;
  readonly flags: string;
  readonly flagsHint: string;
  readonly passes: string;
  readonly passesHint: string;
  readonly flagged: string;
  readonly notFlagged: string;
  readonly passed: string;
  readonly notPassed: string;
  exceptExample(tag: string): string;
  onlyExample(tag: string): string;
  readonly add: string;
  readonly save: string;
  readonly cancel: string;
  readonly needPhrases: string;
  readonly needMessage: string;
  readonly needTags: string;
  readonly needExamples: string;
  readonly needFlag: string;
  readonly broken: string;
}

export interface PastWords {
  readonly drop: string;
  readonly formats: string;
  readonly choose: string;
  progress(comments: number, rate: number, secondsLeft: number | null): string;
  readonly progressLabel: string;
  readonly cancel: string;
  readonly again: string;
  readonly another: string;
  readonly changedSince: string;
  readonly failed: string;
  readonly needPolicy: string;
  done(comments: number, file: string, seconds: number): string;
  stopped(comments: number, file: string): string;
  skipped(count: number): string;
  readonly flaggedNow: string;
  readonly flaggedBefore: string;
  readonly added: string;
  readonly removed: string;
  readonly unchanged: string;
  readonly precision: string;
  readonly precisionHint: string;
  readonly recall: string;
  readonly recallHint: string;
  readonly perRule: string;
  readonly rule: string;
  readonly share: string;
  readonly now: string;
  readonly before: string;
  readonly overTime: string;
  overTimeAlternative(from: string, to: string, low: string, high: string): string;
  readonly rows: string;
  readonly show: string;
  readonly shows: Readonly<
    Record<'flagged' | 'added' | 'removed' | 'missed' | 'false-alarm', string>
  >;
  readonly allRules: string;
  page(from: number, to: number, total: number): string;
  readonly noRows: string;
  readonly previous: string;
  readonly next: string;
  readonly tryThis: string;
  readonly approved: string;
  readonly removedBy: string;
  kept(limit: number): string;
}

export interface ShareWords {
  readonly copied: string;
  readonly copyFailed: string;
  longLink(kilobytes: number): string;
  readonly notPublished: string;
}

export type PageWord =
  | 'title'
  | 'tagline'
  | 'start'
  | 'open'
  | 'save'
  | 'views'
  | 'rules'
  | 'file'
  | 'past'
  | 'try'
  | 'try-heading'
  | 'add-rule'
  | 'filter-rules'
  | 'file-help'
  | 'post'
  | 'post-title'
  | 'post-tags'
  | 'post-tags-hint'
  | 'post-text'
  | 'post-invites'
  | 'comment'
  | 'more'
  | 'language'
  | 'parent'
  | 'earlier'
  | 'strikes'
  | 'trusted'
  | 'keep-example'
  | 'example-rule'
  | 'as-flag'
  | 'as-pass'
  | 'why'
  | 'start-title'
  | 'start-about'
  | 'save-title'
  | 'save-file'
  | 'save-file-about'
  | 'save-published'
  | 'save-published-about'
  | 'save-link'
  | 'save-link-about'
  | 'close'
  | 'private';
