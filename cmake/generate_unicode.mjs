// Writes the Unicode tables of the core from the Unicode Character Database (Debian's package
// unicode-data) and the confusables of UTS #39 (python3-confusable-homoglyphs, its data only).
// usage: node generate_unicode.mjs UCD_FOLDER CONFUSABLES.json OUTPUT.inc
// Only what the core asks for is kept, in forms that are small and need no start-up work.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, confusablesFile, output] = process.argv.slice(2);

// Unicode 15.0.0. Another version would give other verdicts on another machine.
const SHA256 = {
  "confusables.json": "2d8b4774cd9dc6f233a18681bc00423ae270037437f276fc6a8b80630941fe7d",
  "Unihan_Variants.txt.bz2": "eaf54a2a5ea0df3e030cabe7917b04b7556e539874668eaaa106fce7c4b8bf46",
  "Unihan_OtherMappings.txt.bz2": "3e60f525d47eef6ea20b4673e22a14282669cb29ad7e94f1b249a197250534b1",
  "UnicodeData.txt": "806e9aed65037197f1ec85e12be6e8cd870fc5608b4de0fffd990f689f376a73",
  "Scripts.txt": "cca85d830f46aece2e7c1459ef1249993dca8f2e46d51e869255be140d7ea4b0",
  "CaseFolding.txt": "cdd49e55eae3bbf1f0a3f6580c974a0263cb86a6a08daa10fbf705b4808a56f7",
  "DerivedCoreProperties.txt": "d367290bc0867e6b484c68370530bdd1a08b6b32404601b8c7accaf83e05628d",
  "DerivedNormalizationProps.txt": "d5687a48c95c7d6e1ec59cb29c0f2e8b052018eb069a4371b7368d0561e12a29",
  "auxiliary/GraphemeBreakProperty.txt": "5a0f8748575432f8ff95e1dd5bfaa27bda1a844809e17d6939ee912bba6568a1",
  "emoji/emoji-data.txt": "29071dba22c72c27783a73016afb8ffaeb025866740791f9c2d0b55cc45a3470",
};

function read(name) {
  const path = name === "confusables.json" ? confusablesFile : join(folder, name);
  const bytes = name.endsWith(".bz2") ? execFileSync("bzip2", ["-dc", path], { maxBuffer: 1 << 26 }) : readFileSync(path);
  const sum = createHash("sha256").update(bytes).digest("hex");
  if (SHA256[name] !== sum) {
    throw new Error(`${name}: SHA-256 is ${sum}, not that of Unicode 15.0.0`);
  }
  return bytes.toString("utf8");
}

function* fields(name) {
  for (const line of read(name).split("\n")) {
    const data = line.replace(/#.*/, "").trim();
    if (!data) continue;
    yield data.split(";").map((field) => field.trim());
  }
}

function* ranges(name, column = 1) {
  for (const row of fields(name)) {
    const [first, last] = row[0].split("..").map((text) => parseInt(text, 16));
    yield { first, last: last ?? first, value: row[column], row };
  }
}

const LIMIT = 0x110000;
const category = new Array(LIMIT).fill("Cn");
const names = new Map(); // code point -> its name
const canonical = new Map(); // code point -> its canonical pair
{
  let rangeStart = 0;
  for (const row of fields("UnicodeData.txt")) {
    const point = parseInt(row[0], 16);
    if (row[1].endsWith("First>")) rangeStart = point;
    const first = row[1].endsWith("Last>") ? rangeStart : point;
    for (let each = first; each <= point; each++) category[each] = row[2];
    names.set(point, row[1]);
    if (row[5] && !row[5].startsWith("<")) {
      const parts = row[5].split(" ").map((text) => parseInt(text, 16));
      if (parts.length === 2) canonical.set(point, parts);
    }
  }
}

// --- character classes and grapheme break classes, one byte a code point -----------------------
const CLASS = { other: 0, space: 1, letter: 2, upper: 3, lower: 4, digit: 5, mark: 6, han: 7, invisible: 8, emoji: 9 };
const BREAK = { Other: 0, CR: 1, LF: 2, Control: 3, Extend: 4, ZWJ: 5, Regional_Indicator: 6, Prepend: 7, SpacingMark: 8, L: 9, V: 10, T: 11, Pictographic: 12 };

const classes = new Uint8Array(LIMIT);
for (let point = 0; point < LIMIT; point++) {
  const kind = category[point];
  if (kind === "Lu" || kind === "Lt") classes[point] = CLASS.upper;
  else if (kind === "Ll") classes[point] = CLASS.lower;
  else if (kind[0] === "L" || kind[0] === "M") classes[point] = CLASS.letter;
  else if (kind === "Nd") classes[point] = CLASS.digit;
  else if (kind[0] === "N") classes[point] = CLASS.letter; // roman numerals, circled digits
  else if (kind[0] === "Z" || point === 9 || point === 10 || point === 13) classes[point] = CLASS.space;
}
const emojiModifier = new Set();
for (const { first, last, value } of ranges("emoji/emoji-data.txt")) {
  for (let point = first; point <= last; point++) {
    if (value === "Extended_Pictographic" && classes[point] === CLASS.other) classes[point] = CLASS.emoji;
    if (value === "Emoji_Modifier") emojiModifier.add(point);
  }
}
for (const { first, last, value } of ranges("Scripts.txt")) {
  for (let point = first; point <= last; point++) {
    // Marks of no script of their own decorate; the marks of Devanagari, say, are part of words.
    if (value === "Inherited" && category[point][0] === "M") classes[point] = CLASS.mark;
    if (/^(Han|Hiragana|Katakana|Bopomofo)$/.test(value) && /^L|^Nl/.test(category[point])) classes[point] = CLASS.han;
  }
}
for (const { first, last, value } of ranges("DerivedCoreProperties.txt")) {
  if (value !== "Default_Ignorable_Code_Point") continue;
  for (let point = first; point <= last; point++) classes[point] = CLASS.invisible;
}
for (const point of emojiModifier) classes[point] = CLASS.invisible;
for (const [point, name] of names) {
  // Flags are spelt with these, and so are words.
  if (/^(NEGATIVE (CIRCLED|SQUARED) LATIN|REGIONAL INDICATOR)/.test(name)) classes[point] = CLASS.emoji;
}
// Bidi controls are default-ignorable already; so are the Hangul fillers, tags and selectors.
classes[0xfffd] = CLASS.other;

const breaks = new Uint8Array(LIMIT);
for (const { first, last, value } of ranges("auxiliary/GraphemeBreakProperty.txt")) {
  if (value === "LV" || value === "LVT") continue; // computed: every 28th Hangul syllable is LV
  for (let point = first; point <= last; point++) breaks[point] = BREAK[value];
}
for (const { first, last, value } of ranges("emoji/emoji-data.txt")) {
  if (value !== "Extended_Pictographic") continue;
  for (let point = first; point <= last; point++) if (!breaks[point]) breaks[point] = BREAK.Pictographic;
}

// --- folding: NFKC_Casefold, split by what it undoes --------------------------------------------
const FOLD = { case: 1, width: 2, invisible: 4 };
const caseFold = new Map();
for (const row of fields("CaseFolding.txt")) {
  if (row[1] !== "C" && row[1] !== "F") continue;
  caseFold.set(parseInt(row[0], 16), String.fromCodePoint(...row[2].split(" ").map((text) => parseInt(text, 16))));
}
// Characters that stand in Unicode for the sake of old encodings only; nobody types them.
const isOldEncoding = (point) =>
  (point >= 0x3300 && point <= 0x33ff) || // squared abbreviations
  (point >= 0xfb50 && point <= 0xfdff) || // Arabic ligatures
  (point >= 0xfe70 && point <= 0xfefc) || // Arabic letter shapes
  (point >= 0xf900 && point <= 0xfad9) || // Han twins
  (point >= 0x2f800 && point <= 0x2fa1f); // more of them
const folds = []; // {point, to: [code points], flags}
for (const { first, last, value, row } of ranges("DerivedNormalizationProps.txt")) {
  if (value !== "NFKC_CF") continue;
  let to = row[2] ? row[2].split(" ").map((text) => parseInt(text, 16)) : [];
  // A letter between brackets of its own is that letter, as one in a circle is.
  if (/^PARENTHESIZED LATIN/.test(names.get(first))) to = to.slice(1, -1);
  if (to.length === 0) continue; // invisible: the class says so
  if (isOldEncoding(first)) continue;
  for (let point = first; point <= last; point++) {
    if (to.length === 1 && to[0] === point) continue;
    const plain = caseFold.get(point);
    const text = String.fromCodePoint(...to);
    const onlyCase = plain !== undefined && plain.normalize("NFC") === text;
    const alsoCase = !onlyCase && caseFold.has(point);
    folds.push({ point, to, flags: onlyCase ? FOLD.case : alsoCase ? FOLD.case | FOLD.width : FOLD.width });
  }
}
// Traditional and simplified characters are two ways to write one; like capitals and small letters.
// The common ones: traditional in the first level of Big5, simplified in GB 2312.
{
  const folded = new Set(folds.map(({ point }) => point));
  const inBig5 = new Set();
  const inGb = new Set();
  const unihan = function* (name) {
    for (const line of read(name).split("\n")) {
      if (!line.startsWith("U+")) continue;
      const [point, key, value] = line.split("\t");
      yield [parseInt(point.slice(2), 16), key, value];
    }
  };
  for (const [point, key, value] of unihan("Unihan_OtherMappings.txt.bz2")) {
    if (key === "kBigFive" && parseInt(value, 16) < 0xc6a1) inBig5.add(point);
    if (key === "kGB0") inGb.add(point);
  }
  for (const [point, key, value] of unihan("Unihan_Variants.txt.bz2")) {
    if (key !== "kSimplifiedVariant") continue;
    const simple = value.split(" ").map((text) => parseInt(text.slice(2), 16));
    if (simple.includes(point) || folded.has(point)) continue;
    if (inBig5.has(point) && inGb.has(simple[0])) folds.push({ point, to: [simple[0]], flags: FOLD.case });
  }
}
folds.sort((a, b) => a.point - b.point);

// Runs of single targets with one distance and a step of 1 or 2; the rest by a pool of strings.
const runs = [];
const strings = [];
const pool = [];
for (const { point, to, flags } of folds) {
  if (to.length > 1) {
    strings.push({ point, offset: pool.length, length: to.length, flags });
    pool.push(...to);
    continue;
  }
  const distance = to[0] - point;
  const run = runs.at(-1);
  const gap = run ? point - run.last : 0;
  if (run && run.distance === distance && run.flags === flags && (gap === run.step || (run.last === run.first && gap <= 2))) {
    run.step = gap;
    run.last = point;
  } else {
    runs.push({ first: point, last: point, step: 1, distance, flags });
  }
}

// --- canonical composition of a letter and a mark ------------------------------------------------
const excluded = new Set();
for (const { first, last, value } of ranges("DerivedNormalizationProps.txt")) {
  if (value !== "Full_Composition_Exclusion") continue;
  for (let point = first; point <= last; point++) excluded.add(point);
}
const pairs = [];
for (const [point, [base, mark]] of canonical) {
  if (excluded.has(point) || category[mark] !== "Mn" || classes[mark] !== CLASS.mark) continue;
  pairs.push({ base, mark, point });
}
pairs.sort((a, b) => a.base - b.base || a.mark - b.mark);

// --- look-alikes: what letter a character is taken for ------------------------------------------
const ACCENT = 0x80; // the letter itself with a mark on it, as é for e
const looksLike = new Map(); // code point -> small ASCII letter, with ACCENT
{
  const isLetter = (text) => /^[A-Za-z]$/.test(text);
  const confusables = JSON.parse(read("confusables.json"));
  for (const [letter, others] of Object.entries(confusables)) {
    if (!isLetter(letter)) continue;
    for (const { c } of others) {
      const point = c.codePointAt(0);
      if (String.fromCodePoint(point) !== c || point < 0x80) continue;
      if (classes[point] === CLASS.han || classes[point] === CLASS.space) continue;
      looksLike.set(point, letter.toLowerCase().charCodeAt(0));
    }
  }
  // Letters that the names tell: é, ø, small capitals, letters in circles and squares, flags.
  const shapes = [
    /^LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH /,
    /^LATIN LETTER SMALL CAPITAL ([A-Z])$/,
    /^MODIFIER LETTER (?:SMALL|CAPITAL) ([A-Z])$/,
    /^(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])$/,
    /^REGIONAL INDICATOR SYMBOL LETTER ([A-Z])$/,
    /^LATIN SMALL LETTER DOTLESS ([A-Z])$/,
    /^LATIN SMALL LETTER TURNED ([A-Z])$/,
  ];
  for (const [point, name] of names) {
    for (const shape of shapes) {
      const found = shape.exec(name);
      if (!found || point < 0x80) continue;
      const accent = shape === shapes[0] ? ACCENT : 0;
      looksLike.set(point, found[1].toLowerCase().charCodeAt(0) | accent);
    }
  }
}
// A small Cyrillic letter is often its capital made small: в is taken for b as В is for B.
for (const [point, name] of names) {
  if (!name.startsWith("CYRILLIC SMALL LETTER") || looksLike.has(point)) continue;
  const capital = String.fromCodePoint(point).toUpperCase().codePointAt(0);
  if (looksLike.has(capital)) looksLike.set(point, looksLike.get(capital));
}
// What people use though the shapes are less alike: the letters of "faux Cyrillic" and Greek, and a
// ring for an o.
const CHOSEN = "гr пn єe эe яr шw цu иu τt νv εe ηn μu πn ωw χx βb κk ρp σo ⭕o";
for (const [sign, letter] of CHOSEN.split(" ").map((pair) => [...pair])) {
  const point = sign.codePointAt(0);
  if (!looksLike.has(point)) looksLike.set(point, letter.charCodeAt(0));
}
const alike = [...looksLike].sort(([a], [b]) => a - b);

// --- two-stage tables ---------------------------------------------------------------------------
function twoStage(values, size) {
  const blocks = new Map();
  const index = [];
  const data = [];
  for (let start = 0; start < LIMIT; start += size) {
    const block = values.subarray(start, start + size);
    const key = block.join();
    if (!blocks.has(key)) {
      blocks.set(key, data.length / size);
      data.push(...block);
    }
    index.push(blocks.get(key));
  }
  return { index, data };
}
const packed = classes.map((value, point) => value | (breaks[point] << 4));
const BLOCK = 128;
const stages = twoStage(packed, BLOCK);
if (Math.max(...stages.index) > 255) throw new Error("more than 256 blocks: widen kPropertyIndex");

const list = (values) => values.join(",").replace(/(.{1,96}),/g, "$1,\n    ");
const text = `// Made by cmake/generate_unicode.mjs from Unicode 15.0.0. Do not edit.
inline constexpr unsigned kPropertyBlock = ${BLOCK};
inline constexpr std::uint8_t kPropertyIndex[] = {
    ${list(stages.index)}};
inline constexpr std::uint8_t kProperties[] = {
    ${list(stages.data)}};
inline constexpr FoldRun kFoldRuns[] = {
    ${runs.map((run) => `{${run.first},${run.last},${run.distance},${run.step},${run.flags}}`).join(",\n    ")}};
inline constexpr FoldString kFoldStrings[] = {
    ${strings.map((each) => `{${each.point},${each.offset},${each.length},${each.flags}}`).join(",\n    ")}};
inline constexpr char32_t kFoldPool[] = {
    ${list(pool)}};
inline constexpr Composition kCompositions[] = {
    ${pairs.map((each) => `{${each.base},${each.mark},${each.point}}`).join(",\n    ")}};
inline constexpr Alike kLikenesses[] = {
    ${alike.map(([point, letter]) => `{${point},${letter}}`).join(",\n    ")}};
`;
writeFileSync(output, text);
