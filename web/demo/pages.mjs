// Pages as strings. Everything that came from a person or a service goes through escape().
import { readFileSync } from 'node:fs';
import { posts } from './posts.mjs';

const templates = Object.fromEntries(
  ['page', 'index', 'post', 'policy'].map((name) => [
    name,
    readFileSync(new URL(`templates/${name}.html`, import.meta.url), 'utf8'),
  ]),
);

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escape(text) {
  return String(text).replace(/[&<>"']/g, (sign) => entities[sign]);
}

export function indexPage() {
  const items = [...posts.values()].map(
    (post) => `<li>
<h2><a href="/posts/${post.id}">${escape(post.title)}</a></h2>
<p class="meta"><time datetime="${post.date}">${longDate(post.date)}</time>${tagList(post)}</p>
<p>${escape(post.summary)}</p>
</li>`,
  );
  return page('Ring Road Notes', fill(templates.index, { posts: items.join('\n') }));
}

export function policyPage() {
  return page('Comment policy – Ring Road Notes', templates.policy);
}

export function messagePage(title, text) {
  return page(title, `<h1>${escape(title)}</h1>\n<p>${escape(text)}</p>`);
}

/** `typed` and `notice` are given back after a refusal: nobody types a comment twice. */
export function postPage(post, comments, { notice = '', typed = {} } = {}) {
  const main = fill(templates.post, {
    id: post.id,
    title: escape(post.title),
    date: post.date,
    longDate: longDate(post.date),
    tagList: tagList(post),
    body: post.body,
    commentCount: countInWords(comments.length),
    comments: comments.map(comment).join('\n'),
    notice,
    typedName: escape(typed.name ?? ''),
    typedComment: escape(typed.comment ?? ''),
  });
  return page(`${post.title} – Ring Road Notes`, main, postHead(post));
}

export function waitingNotice() {
  return `<div class="notice" role="status"><p>Thank you: your comment waits for a moderator.</p></div>`;
}

export function refusalNotice(findings, next) {
  const reasons = findings.map(
    ({ message, advice }) => `<p>${escape(message)}${advice ? ` ${escape(advice)}` : ''}</p>`,
  );
  const outlook = next ? `<p>${escape(next)}</p>` : '';
  return `<div class="notice" role="alert"><p>Your comment was not posted. Your text is below, as you wrote it.</p>
${reasons.join('\n')}${outlook}</div>`;
}

function page(title, main, head = '') {
  return fill(templates.page, { title: escape(title), head, main });
}

/** What the widget reads: JSON-LD, Open Graph, tags, and what the post invites. */
function postHead(post) {
  const linked = {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: post.title,
    datePublished: post.date,
    keywords: post.tags,
  };
  const invites = post.invites.map((kind) => meta('name', 'precheck:invites', kind));
  return [
    meta('property', 'og:title', post.title),
    ...post.tags.map((tag) => meta('property', 'article:tag', tag)),
    ...invites,
    `<script type="application/ld+json">${JSON.stringify(linked).replaceAll('<', '\\u003c')}</script>`,
    '',
  ].join('\n');
}

function meta(key, name, content) {
  return `<meta ${key}="${name}" content="${escape(content)}">`;
}

function comment({ id, name, text, date }) {
  return `<div class="comment" id="comment-${id}">
<p class="meta"><b>${escape(name)}</b>, <time datetime="${date}">${longDate(date)}</time></p>
<p>${escape(text)}</p>
</div>`;
}

function countInWords(count) {
  if (count === 0) return 'No comments yet';
  return count === 1 ? 'One comment' : `${count} comments`;
}

function tagList({ tags }) {
  return tags.map((tag) => `<span class="tag">${escape(tag)}</span>`).join('');
}

function longDate(date) {
  return new Date(date).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** One pass, so that a comment which contains `{{…}}` is never filled itself. */
function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_whole, name) => values[name] ?? '');
}
