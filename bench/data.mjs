// usage: node data.mjs FOLDER. Writes, always the same:
//   comments-KIND-N.txt      one comment a line, 50 to 2,000 bytes, 5 % holding a match of some rule:
//                            English (en), Chinese (zh) or both (mixed); half of them with a match
//                            (often); words that gap rules begin with, letters in pieces (hostile)
//   rules-N[h].txt           N case-insensitive regular expressions, for the peers
//   policy-N[h].json         the same rules as a policy; h: gap rules begin with a common word
// Words are drawn by Zipf's law: common English ones first, then made-up rare ones. The words of the
// rules are seldom used otherwise: one word in 240 is of the list that they come from, which gives
// each a few places in all comments, as words have that somebody writes a rule against.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const folder = process.argv[2];
const counts = [50, 500, 5000];
const bytesOfComments = Number(process.env.BENCH_BYTES ?? 6_000_000);

let state = 7;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const below = (bound) => Math.floor(random() * bound);
const pick = (list) => list[below(list.length)];

const common =
  `the of and to a in is it you that he was for on are with as i his they be at one have this from or had by
hot but some what there we can out other were all your when up use word how said an each she which do their time if will
way about many then them would write like so these her long make thing see him two has look more day could go come did my
sound no most number who over know water than call first people may down side been now find any new work part take get
place made live where after back little only round man year came show every good me give our under name very through just
form much great think say help low line before turn cause same mean differ move right boy old too does tell sentence set
three want air well also play small end put home read hand port large spell add even land here must big high such follow
act why ask men change went light kind off need house picture try us again animal point mother world near build self earth
father head stand own page should country found answer school grow study still learn plant cover food sun four thought let
keep eye never last door between city tree cross since hard start might story saw far sea draw left late run while press
close night real life few stop open seem together next white children begin got walk example ease paper often always music
those both mark book letter until mile river car feet care second group carry took rain eat room friend began idea fish
mountain north once base hear horse cut sure watch color face wood main enough plain girl usual young ready above ever red
list though feel talk bird soon body dog family direct pose leave song measure state product black short numeral class
wind question happen complete ship area half rock order fire south problem piece told knew pass farm top whole king size
heard best hour better true during hundred remember step early hold west ground interest reach fast five sing listen six
table travel less morning ten simple several vowel toward war lay against pattern slow center love person money serve
appear road map science rule govern pull cold notice voice fall power town fine certain fly unit lead cry dark machine
note wait plan figure star box noun field rest correct able pound done beauty drive stood contain front teach week final
gave green quick develop sleep warm free minute strong special mind behind clear tail produce fact street inch lot nothing
course stay wheel full force blue object decide surface deep moon island foot yet busy test record boat common gold
possible plane age dry wonder laugh thousand ago ran check game shape yes hot miss brought heat snow bed bring sit perhaps
fill east weight language among`
    .split(/\s+/);
const starts = ['b', 'br', 'c', 'ch', 'd', 'dr', 'f', 'fl', 'g', 'gr', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'pl', 'r', 's', 'st', 't', 'tr', 'v', 'w', 'z'];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const ends = ['', 'l', 'm', 'n', 'nd', 'r', 'rt', 's', 'st', 't', 'x'];
const rare = new Set();
while (rare.size < 23_000) {
  let word = '';
  for (let syllables = 2 + below(2); syllables > 0; syllables--) word += pick(starts) + pick(vowels) + pick(ends);
  if (word.length >= 5 && word.length <= 14 && !common.includes(word)) rare.add(word);
}
const seldom = [...rare].slice(14_000);
for (const word of seldom) rare.delete(word);
const vocabulary = [...common, ...rare];
const han = [...'的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长'];

const zipf = (list) => list[Math.min(list.length - 1, Math.floor(list.length ** random()) - 1)];
const sentence = () => {
  const words = Array.from({ length: 5 + below(18) }, () => (random() < 1 / 240 ? pick(seldom) : zipf(vocabulary)));
  const text = words.join(' ').replace(/^./, (first) => first.toUpperCase());
  return (random() < 0.3 ? text.replace(' ', ', ') : text) + pick(['.', '.', '.', '!', '?']);
};
const hanSentence = () => Array.from({ length: 8 + below(25) }, () => zipf(han)).join('') + pick(['。', '，', '！']);

const forRules = [...seldom].sort(() => random() - 0.5);
const commonForGaps = ['you', 'the', 'this', 'what', 'all', 'your', 'they', 'he', 'we', 'how', 'why', 'go', 'are', 'that', 'not', 'in', 'for'];

function makeRule(hard) {
  const kind = random();
  const next = () => forRules.pop() ?? pick(seldom);
  if (kind < 0.65) {
    const word = next();
    return { words: [word], regex: String.raw`\b${word}\b`, example: word };
  }
  if (kind < 0.75) {
    const words = [next(), next(), next()];
    return { words, regex: String.raw`\b(?:${words.join('|')})\b`, example: words[1] };
  }
  if (kind < 0.9) {
    const phrase = Array.from({ length: 2 + below(3) }, () => pick(common.slice(20, 400))).join(' ');
    return { words: [phrase], regex: String.raw`\b${phrase}\b`, example: phrase };
  }
  const first = hard ? pick(commonForGaps) : `${pick(common.slice(40, 400))} ${pick(common.slice(40, 400))}`;
  const last = [next(), next()];
  return {
    phrases: [`${first} *6 (${last.join('|')})`],
    regex: String.raw`\b${first}\b.{0,40}\b(?:${last.join('|')})\b`,
    example: `${first} some ${last[0]}`,
  };
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
}

const kinds = ['en', 'zh', 'mixed', 'often', 'hostile'];
const hostileSentence = () =>
  pick([
    () => `${'you all the '.repeat(8)}.`,
    () => `${[...pick([...rare])].join(' ')}.`,
    () => `${[...pick([...rare])].join('.')} ${pick([...rare])}! `,
    () => `${pick([...rare]).replace(/[aeo]/g, (letter) => ({ a: '4', e: '3', o: '0' })[letter])}.`,
  ])();
const kindOfSentence = {
  en: sentence,
  often: sentence,
  zh: hanSentence,
  mixed: () => (random() < 0.5 ? hanSentence() : ` ${sentence()}`),
  hostile: hostileSentence,
};

const policyOf = (rules) => ({
  format: 1,
  name: 'Benchmark',
  fold: ['case'],
  ignore: [],
  rules: rules.map(({ words, phrases }, at) => ({
    id: `r${at}`,
    category: 'c',
    action: 'warn',
    message: 'Please say this in another way.',
    match: words ? { words } : { phrases },
  })),
});

for (const hard of [false, true]) {
  state = 11;
  const rules = Array.from({ length: counts.at(-1) }, () => makeRule(hard));
  for (const count of counts) {
    const some = rules.slice(0, count);
    const suffix = hard ? 'h' : '';
    write(`rules-${count}${suffix}.txt`, `${some.map(({ regex }) => regex).join('\n')}\n`);
    write(`policy-${count}${suffix}.json`, JSON.stringify(policyOf(some)));
    if (hard) continue;
    for (const kind of kinds) {
      state = count;
      const lines = [];
      for (let size = 0; size < bytesOfComments / (kind === 'en' ? 1 : 4); ) {
        const wanted = Math.exp(Math.log(50) + random() * Math.log(40));
        let comment = '';
        while (Buffer.byteLength(comment) < wanted) {
          comment += `${comment && kind !== 'zh' ? ' ' : ''}${kindOfSentence[kind]()}`;
        }
        if (random() < (kind === 'often' ? 0.5 : 0.05)) comment += ` ${pick(some).example} `;
        if (random() < 0.1) comment += pick([' \u{1F602}', ' \u2014 caf\u00e9', ' na\u00efve\u2026']);
        lines.push(comment.trim());
        size += Buffer.byteLength(comment);
      }
      write(`comments-${kind}-${count}.txt`, `${lines.join('\n')}\n`);
    }
  }
}
