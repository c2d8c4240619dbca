// usage: node archive.mjs COUNT [wxr]. Writes that many past comments to standard output, always the
// same, 600 bytes of text on average: JSON Lines that both `precheck try` and `precheck check --jsonl`
// read, or a WordPress export. The sentences are those of the shipped cases, so some are flagged.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { once } from 'node:events';

const count = Number(process.argv[2]);
const asExport = process.argv[3] === 'wxr';
const folder = join(import.meta.dirname, '../tests/cases/shipped');
const sentences = readdirSync(folder)
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).cases)
  .map((each) => each.comment ?? each.request.comment);
const ordinary = ['The queue at the counter was long.', 'My aunt paid by phone, and it worked at once.', 'I kept the printed list.'];

let state = 7;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const below = (bound) => Math.floor(random() * bound);

const posts = Array.from({ length: 500 }, (_, at) => ({ title: `What became of plan ${at} in Hangzhou`, tags: ['courts', `plan-${at % 20}`] }));
const commentsPerPost = Math.max(1, Math.ceil(count / posts.length));

function comment(number) {
  const wanted = 180 + below(760);
  let text = `Number ${number}.`;
  for (let bytes = 0; bytes < wanted; ) {
    const next = random() < 0.05 ? sentences[below(sentences.length)] : ordinary[below(ordinary.length)];
    text += ` ${next}`;
    bytes += Buffer.byteLength(next) + 1;
  }
  return text;
}

const statuses = ['approved', 'approved', 'approved', 'trash', 'spam'];
const dateOf = (number) => `20${10 + (number % 15)}-${String(1 + (number % 12)).padStart(2, '0')}-05 10:00:00`;

const line = (number, post) =>
  JSON.stringify({
    id: String(number),
    comment: comment(number),
    date: dateOf(number),
    status: statuses[number % 5],
    author: { id: `a${number % 4001}` },
    post,
  });

const approved = { approved: '1', trash: 'trash', spam: 'spam' };
const element = (number) => `<wp:comment><wp:comment_id>${number}</wp:comment_id><wp:comment_author>a${number % 4001}</wp:comment_author>
<wp:comment_date>${dateOf(number)}</wp:comment_date><wp:comment_content><![CDATA[${comment(number).replaceAll(']]>', '')}]]></wp:comment_content>
<wp:comment_approved>${approved[statuses[number % 5]]}</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>`;

async function write(text) {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

if (asExport)
  await write(`<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>\n`);
for (let at = 0, number = 0; number < count; at++) {
  const post = posts[at % posts.length];
  const last = Math.min(count, number + commentsPerPost);
  const lines = [];
  while (number < last) lines.push(asExport ? element(++number) : line(++number, post));
  const tags = post.tags.map((tag) => `<category domain="post_tag" nicename="${tag}"><![CDATA[${tag}]]></category>`).join('');
  if (asExport) await write(`<item><title>${post.title}</title><wp:post_id>${at + 1}</wp:post_id><wp:post_type>post</wp:post_type>${tags}\n`);
  await write(`${lines.join('\n')}\n`);
  if (asExport) await write('</item>\n');
}
if (asExport) await write('</channel></rss>\n');
