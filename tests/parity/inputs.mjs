// The inputs of parity.mjs: every case file, and texts made from a fixed seed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Mulberry32: small, and the same everywhere.
export function randomSource(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

// Pieces that have caused trouble somewhere: what counts in two offset systems, what joins, what
// hides, what looks like something else.
const PIECES = [
  'But America does it too', 'what about', 'the US', 'U.S.', 'Iraq', 'you are an idiot', '1d10t',
  'i d i o t', 'kill yourself', '美国不也一样吗', '你这个脑残', '敏感词', '。', '！', '？', '「引用」', '“quoted”',
  '> quoted line\n', '`code`', '```\nfence\n```', 'https://example.org/a?b=c#d', '😀', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🇺🇸',
  '👍🏽', 'é', 'e\u0301', 'a\u0301\u0302\u0303', '\u200b', '\u200d', '\u202e', '\u2066', '\ufeff', '\u00ad',
  'ﬁ', 'ß', 'İ', 'ı', 'Ａ', '𝐛𝐨𝐥𝐝', 'ѕсаm', 'Ω', 'क्षि', 'ไทย', '한국어', 'עברית', 'العربية', '\u0000', '\t', '\r\n',
  '\n\n', '...', '…', '!!!!', '???', '3.5', '1,000', "don't", 'O’Brien', '&#105;', '&amp;', '<b>x</b>', '<script>',
  '"', "'", '\\', '/', '{', '}', 'null', '\ufffd', '\u2028', 'THE US', 'AND SO DO ALL OF YOU', 'sooooo', 'f**k', '$cam',
];

function text(random) {
  const parts = [];
  for (let count = 1 + random(12); count > 0; count--) {
    const kind = random(10);
    if (kind < 7) parts.push(PIECES[random(PIECES.length)]);
    else if (kind < 9) parts.push(String.fromCodePoint(codePoint(random)));
    parts.push(random(3) === 0 ? '' : ' ');
  }
  return parts.join('');
}

function codePoint(random) {
  const planes = [0x80, 0x800, 0x10000, 0x20000, 0x110000];
  const point = random(planes[random(planes.length)]);
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

function request(random, id) {
  const made = { id: `made-${id}`, comment: text(random) };
  if (random(3) === 0) made.language = ['en', 'zh', 'zh-Hant-TW', 'fr', ''][random(5)];
  if (random(2) === 0) {
    made.post = { title: text(random), text: text(random), tags: random(4) === 0 ? ['comparison'] : [] };
  }
  if (random(4) === 0) made.parent = text(random);
  if (random(4) === 0) made.author = { strikes: random(7), trusted: random(2) === 0 };
  if (random(5) === 0) made.earlier = [made.comment, text(random)];
  return made;
}

// Requests that no host may answer with a verdict; as raw bytes, since some are not even UTF-8.
function brokenRequests() {
  const texts = [
    '', ' ', '{', '[]', 'null', '"x"', '{}', '{"comment":1}', '{"comment":null}', '{"comment":["x"]}',
    '{"comment":"x"', '{"comment":"x"}}', '{"comment":"x",}', "{'comment':'x'}", '{"comment":"\\ud800"}',
    '{"comment":"a\\udc00b"}', '{"comment":"x","comment":"y"}', '{"id":1,"comment":"x"}', '{"id":"i","comment":2}',
    '{"comment":"x","post":1}', '{"comment":"x","post":{"tags":"a"}}', '{"comment":"x","post":{"tags":[1]}}',
    '{"comment":"x","author":{"strikes":-1}}', '{"comment":"x","author":{"strikes":1.5}}',
    '{"comment":"x","author":{"trusted":"yes"}}', '{"comment":"x","earlier":"y"}', '{"comment":"x","post":{"title":1e400}}',
    '{"comment":NaN}', '{"comment":"\\x41"}', '{"comment":"tab\there"}', `{"comment":"x","deep":${'['.repeat(70)}${']'.repeat(70)}}`,
  ].map((each) => Buffer.from(each, 'utf8'));
  const bytes = [[0xff], [0xc0, 0x80], [0xe4, 0xb8], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]].map((each) =>
    Buffer.concat([Buffer.from('{"comment":"a'), Buffer.from(each), Buffer.from('"}')]),
  );
  return [...texts, ...bytes];
}

function caseRequests(root) {
  const requests = [];
  for (const folder of ['matchers', 'shipped']) {
    const path = join(root, 'tests/cases', folder);
    for (const name of readdirSync(path).filter((each) => each.endsWith('.json'))) {
      for (const each of JSON.parse(readFileSync(join(path, name), 'utf8')).cases) {
        requests.push({ id: `${folder}/${name}/${each.name}`, ...(each.request ?? { comment: each.comment }) });
      }
    }
  }
  return requests;
}

// Lines of raw bytes, one request each, without line breaks inside.
export function inputs(root, made) {
  const random = randomSource(20261124);
  const requests = caseRequests(root);
  if (requests.length === 0) throw new Error('no case file was found');
  for (let id = 0; id < made; id++) requests.push(request(random, id));
  return [...requests.map((each) => Buffer.from(JSON.stringify(each))), ...brokenRequests()];
}

// Strings as a page may hold them, with lone surrogates.
export function pageStrings() {
  const random = randomSource(7);
  const strings = ['a\ud800b', '\ud800中idiot', '\udc00', 'you are an \ud83didiot', '\ud800\ud800', 'x\ud83d\ude00\ude00'];
  for (let count = 0; count < 200; count++) {
    const base = text(random);
    const at = random(base.length + 1);
    strings.push(base.slice(0, at) + String.fromCharCode(0xd800 + random(0x800)) + base.slice(at));
  }
  return strings;
}
