// Do the places of a verdict fit the comment? Looked at with JavaScript's own means, which share no
// code with the core: strings for UTF-16, TextDecoder for UTF-8, Intl.Segmenter for graphemes.
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// Scripts whose conjuncts are one grapheme since Unicode 15.1; the core's tables are those of 15.0.
const LATER = /[\u0900-\u0dff\u1000-\u109f\u1700-\u17ff\u1a20-\u1bff\ua8e0-\ua8ff\ua980-\uaaff\uabc0-\uabff\u{11000}-\u{11fff}]/u;

export function spanProblems(comment, answer) {
  const findings = JSON.parse(answer).findings ?? [];
  const spans = findings.flatMap((each) => each.spans);
  if (spans.length === 0) return { spans: 0, problems: [] };
  const bytes = Buffer.from(comment, 'utf8');
  const borders = new Set([comment.length]);
  for (const { index } of graphemes.segment(comment)) borders.add(index);
  const problems = [];
  for (const { bytes: [begin, end], utf16: [first, last] } of spans) {
    if (bytes.toString('utf8', begin, end) !== comment.slice(first, last)) problems.push(`bytes ${begin}-${end} are not UTF-16 ${first}-${last}`);
    if (first >= last) problems.push(`${first}-${last} is empty`);
    if (LATER.test(comment)) continue;
    for (const at of [first, last]) if (!borders.has(at)) problems.push(`${at} is inside a grapheme`);
  }
  return { spans: spans.length, problems };
}
