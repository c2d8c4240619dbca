// A matcher of the policy in a sentence.
import type { Matcher } from '../policy/shape.js';
import type { MatcherWords } from '../words/words.js';
import { strings } from '../../../src/json.js';

const shownWords = 6;
const shownPhrases = 2;

export function describeMatcher(matcher: Matcher, words: MatcherWords): string {
  const bounds = boundsOf(matcher, words);
  if (matcher['words']) return listed(strings(matcher['words']), shownWords, words.words);
  if (matcher['phrases']) return listed(strings(matcher['phrases']), shownPhrases, words.phrases);
  if (matcher['only']) return listed(strings(matcher['only']), shownPhrases, words.only);
  if (matcher['pattern']) return words.pattern(String(matcher['pattern']));
  if (matcher['lexicon']) {
    const absent = strings(matcher['absent_from']);
    const name = words.lexicon(String(matcher['lexicon']));
    return absent.length > 0 ? name + words.absent(absent) : name;
  }
  if (matcher['measure']) return words.measure(String(matcher['measure'])) + bounds;
  if (matcher['topic']) return words.topic + bounds;
  if (matcher['unsupported']) return words.unsupported;
  if (matcher['learned']) return words.learned + bounds;
  if (matcher['repeats']) return words.repeats;
  if (matcher['author']) {
    return matcher['author'] === 'trusted' ? words.trusted : words.strikes + bounds;
  }
  if (matcher['post']) return words.post(String(matcher['post']));
  if (matcher['all']) {
    const within = { sentence: words.allSentence, neighbours: words.allNeighbours };
    return within[String(matcher['within']) as keyof typeof within] ?? words.all;
  }
  if (matcher['any']) {
    const least = matcher['at_least'];
    return typeof least === 'number' ? words.atLeast(least) : words.any;
  }
  return matcher['not'] ? words.not : '';
}

/** The matchers inside, in the order in which the engine explains them. */
export function partsOf(matcher: Matcher): Matcher[] {
  const inner = matcher['all'] ?? matcher['any'];
  if (Array.isArray(inner)) return inner as Matcher[];
  return matcher['not'] ? [matcher['not'] as Matcher] : [];
}

function listed(
  all: readonly string[],
  most: number,
  say: (list: readonly string[], count: number) => string,
): string {
  return say(
    all.slice(0, most).map((each) => (each.length > 70 ? `${each.slice(0, 69)}…` : each)),
    all.length,
  );
}

function boundsOf(matcher: Matcher, words: MatcherWords): string {
  const { over, under } = matcher as { over?: number; under?: number };
  return (
    (over === undefined ? '' : words.over(String(over))) +
    (under === undefined ? '' : words.under(String(under)))
  );
}
