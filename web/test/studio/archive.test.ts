// Files of past comments: whatever the pieces they are read in, the rows are the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlToText } from '../../studio/src/archive/html-text.js';
import { readerFor } from '../../studio/src/archive/read-file.js';
import type { Row } from '../../studio/src/archive/row.js';

function readAll(name: string, text: string, pieceLength: number): Row[] {
  const reader = readerFor(name, text);
  const rows: Row[] = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    rows.push(...reader.read(text.slice(at, at + pieceLength)));
  }
  return [...rows, ...reader.end()];
}

const csv = `Comment,Post Title,Tags,Date,Status,id,parent_id,author
"Hello, ""world""",The bridge,"local, news",2025-03-01 10:00:00,approved,1,0,ann
"Two
lines",The bridge,local,2025-04-02,spam,2,1,ann\r
plain,,,,,3,0,bob
`;

const wxr = `<?xml version="1.0"?><rss xmlns:wp="x"><channel><title>Blog</title>
<wp:category><wp:cat_name><![CDATA[local]]></wp:cat_name></wp:category>
<item><title>The bridge &amp; the vote</title>
<content:encoded><![CDATA[<p>The council <b>voted</b>.</p><p>Twice.</p>]]></content:encoded>
<category domain="post_tag" nicename="local"><![CDATA[local]]></category>
<category domain="nav_menu" nicename="x"><![CDATA[menu]]></category>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ann</wp:comment_author>
<wp:comment_date>2025-03-01 10:00:00</wp:comment_date><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent>
<wp:comment_content><![CDATA[I was <em>there</em>.<blockquote>They voted</blockquote>Yes &amp; no]]></wp:comment_content></wp:comment>
<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>Ann</wp:comment_author>
<wp:comment_date>2025-03-02 10:00:00</wp:comment_date><wp:comment_approved>spam</wp:comment_approved>
<wp:comment_type></wp:comment_type><wp:comment_parent>1</wp:comment_parent>
<wp:comment_content>Buy now</wp:comment_content></wp:comment>
<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_type>pingback</wp:comment_type>
<wp:comment_content>[...] linked [...]</wp:comment_content></wp:comment>
</item></channel></rss>`;

const disqus = `<?xml version="1.0"?><disqus xmlns:dsq="y"><thread dsq:id="7"><title>The bridge</title></thread>
<post dsq:id="1"><message><![CDATA[<p>One</p><p>Two</p>]]></message><createdAt>2024-05-06T00:00:00Z</createdAt>
<isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Ann</name><username>ann7</username></author><thread dsq:id="7"/></post>
<post dsq:id="2"><message>Spam</message><createdAt>2024-05-07T00:00:00Z</createdAt>
<isDeleted>false</isDeleted><isSpam>true</isSpam><author><username>ann7</username></author><thread dsq:id="7"/><parent dsq:id="1"/></post></disqus>`;

const jsonl = `{"comment":"A request","post":{"title":"T","tags":["x"]},"status":"approved","date":"2025-01-02"}
{"text":"An eval row","labels":{"deleted":true},"post":{"title":"T","body":"B"},"lang":"en","date":1735689600}

not json
{"other":1}`;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly rows: Row[];
}

const bridge = { title: 'The bridge', text: '', tags: ['local', 'news'] };
const cases: Case[] = [
  {
    name: 'past.csv',
    text: csv,
    rows: [
      {
        request: { comment: 'Hello, "world"', post: bridge },
        month: '2025-03',
        judged: 'approved',
      },
      {
        request: {
          comment: 'Two\nlines',
          post: { ...bridge, tags: ['local'] },
          parent: 'Hello, "world"',
          earlier: ['Hello, "world"'],
        },
        month: '2025-04',
        judged: 'removed',
      },
      { request: { comment: 'plain' }, month: '', judged: null },
    ],
  },
  {
    name: 'export.xml',
    text: wxr,
    rows: [
      {
        request: {
          comment: 'I was there.\n> They voted\nYes & no',
          post: {
            title: 'The bridge & the vote',
            text: 'The council voted.\nTwice.',
            tags: ['local'],
          },
        },
        month: '2025-03',
        judged: 'approved',
      },
      {
        request: {
          comment: 'Buy now',
          post: {
            title: 'The bridge & the vote',
            text: 'The council voted.\nTwice.',
            tags: ['local'],
          },
          parent: 'I was there.\n> They voted\nYes & no',
          earlier: ['I was there.\n> They voted\nYes & no'],
        },
        month: '2025-03',
        judged: 'removed',
      },
    ],
  },
  {
    name: 'disqus.xml',
    text: disqus,
    rows: [
      {
        request: { comment: 'One\nTwo', post: { title: 'The bridge' } },
        month: '2024-05',
        judged: 'approved',
      },
      {
        request: {
          comment: 'Spam',
          post: { title: 'The bridge' },
          parent: 'One\nTwo',
          earlier: ['One\nTwo'],
        },
        month: '2024-05',
        judged: 'removed',
      },
    ],
  },
  {
    name: 'past.jsonl',
    text: jsonl,
    rows: [
      {
        request: {
          comment: 'A request',
          post: { title: 'T', text: '', tags: ['x'], invites: [] },
        },
        month: '2025-01',
        judged: 'approved',
      },
      {
        request: {
          comment: 'An eval row',
          post: { title: 'T', text: 'B', tags: [], invites: [] },
          language: 'en',
        },
        month: '2025-01',
        judged: 'removed',
      },
    ],
  },
];

for (const { name, text, rows } of cases) {
  test(`${name}: the same rows in pieces of any length`, () => {
    for (const length of [1, 2, 3, 7, 64, text.length]) {
      assert.deepEqual(readAll(name, text, length), rows, `pieces of ${length}`);
    }
  });
}

test('records that are no comment are counted', () => {
  const reader = readerFor('past.jsonl', jsonl);
  reader.read(jsonl);
  reader.end();
  assert.equal(reader.skipped, 2);
});

test('semicolons and tabs separate, too, and a file without a name is known by its start', () => {
  for (const separator of [';', '\t']) {
    const [row] = readAll('export', `id${separator}text\n1${separator}Hello\n`, 5);
    assert.equal(row?.request.comment, 'Hello');
  }
  assert.equal(readAll('export', wxr, 100).length, 2);
  assert.equal(readAll('export', jsonl, 100).length, 2);
});

test('a heading line without comments says what it has', () => {
  assert.throws(() => readAll('x.csv', 'id,name\n1,Ann\n', 100), /"comment".*id, name/);
});

test('HTML becomes the text that people read', () => {
  const cases: [html: string, text: string][] = [
    ['a < b & c', 'a < b & c'],
    ['<p>One</p>\n<p>Two</p>', 'One\n\nTwo'],
    ['one<br/>two', 'one\ntwo'],
    ['<code>x &lt; y</code>', '`x < y`'],
    ['it&#8217;s', 'it’s'],
    ['<blockquote><p>a</p><p>b</p></blockquote>c', '> a\n> b\nc'],
  ];
  for (const [html, text] of cases) assert.equal(htmlToText(html), text);
});
