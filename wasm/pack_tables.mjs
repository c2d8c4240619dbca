// node pack_tables.mjs INPUT OUTPUT: rewrites the big tables of a C++ file so that the module
// downloads in fewer bytes. A table such as
//     inline constexpr Range kRanges[] = { {65,90}, {97,122} };
// becomes one short number a field, by column (packed_tables.h), and the array itself is filled
// when the module starts: the same values, for a millisecond.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const [input, output] = process.argv.slice(2);
const fewest = 100; // rows of one type that are worth it

const table = /^(?:static|inline) const(?:expr)? (\w+) (\w+)\[\] = \{\n(\s*\{[^;]*)\};$/gm;
const source = readFileSync(input, 'utf8');
const tables = [...source.matchAll(table)].map(([whole, type, name, body]) => ({
  whole,
  type,
  name,
  rows: rowsOf(body),
}));
let text = source;
for (const type of new Set(tables.map((each) => each.type))) {
  const members = tables.filter((each) => each.type === type);
  const rows = members.flatMap((each) => each.rows);
  if (rows.length >= fewest) text = packType(text, type, members, rows);
}
if (text === source) throw new Error(`${input} holds no table that could be packed`);
writeFileSync(output, text);

function rowsOf(body) {
  const rows = body.matchAll(/\{\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\}/g);
  return [...rows].map(([, fields]) => fields.split(',').map(Number));
}

/** All tables of one type share a pool: one set of columns instead of one a table. */
function packType(before, type, members, rows) {
  const [only] = members;
  if (members.length === 1) return before.replace(only.whole, () => poolOf(type, only.name, rows));
  const pool = `${type}_pool`;
  let offset = 0;
  return members.reduce((text, { whole, name, rows: { length } }, at) => {
    const view = `static ${type}* const ${name} = ${pool} + ${offset};`;
    offset += length;
    return text.replace(whole, () => (at === 0 ? poolOf(type, pool, rows) + view : view));
  }, before);
}

function poolOf(type, pool, rows) {
  const columns = rows[0].map((_, column) => shortest(rows, column));
  const bytes = columns.flatMap((column) => column.bytes);
  let start = 0;
  const readers = columns.map(({ neighbour, bytes: { length } }) => {
    const reader = `{${type}_packed + ${start}, packed_tables::${neighbour}}`;
    start += length;
    return reader;
  });
  return `static const unsigned char ${type}_packed[] = {
    ${bytes.join(',').replace(/(.{1,96}),/g, '$1,\n    ')}};
static ${type} ${pool}[${rows.length}];
[[maybe_unused]] static const bool ${type}_unpacked = [] {
  packed_tables::Column columns[] = {${readers.join(', ')}};
  packed_tables::Number fields[${columns.length}] = {};
  for (${type}& row : ${pool}) {
    packed_tables::next_row(columns, fields);
    row = {${columns.map((_, at) => `fields[${at}]`).join(', ')}};
  }
  return true;
}();
`;
}

/** The coding of a column that compresses best. */
function shortest(rows, column) {
  const neighbours = {
    kNone: () => 0,
    kAbove: (row) => rows[row - 1]?.[column] ?? 0,
    kAboveAcross: (row) => rows[row - 1]?.[column === 0 ? 1 : 0] ?? 0,
    ...(column > 0 && { kLeft: (row) => rows[row][column - 1] }),
  };
  const codings = Object.entries(neighbours).map(([neighbour, near]) => {
    const bytes = rows.flatMap((fields, row) => coded(fields[column] - near(row)));
    return { neighbour, bytes, size: brotliCompressSync(Uint8Array.from(bytes)).length };
  });
  return codings.reduce((best, next) => (next.size < best.size ? next : best));
}

function coded(distance) {
  let left = distance < 0 ? -2 * distance - 1 : 2 * distance;
  const bytes = [];
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}
