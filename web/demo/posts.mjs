// The blog's posts: what is shown, and what the checker is told about them.
import { readFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const catalogue = JSON.parse(readFileSync(new URL('posts.json', folder), 'utf8'));

/** Post id → post, newest first. Only ids in here are ever looked for on the disk. */
export const posts = new Map(
  catalogue
    .map((entry) => ({
      ...entry,
      body: readFileSync(new URL(`posts/${entry.id}.html`, folder), 'utf8'),
    }))
    .sort((a, b) => b.date.localeCompare(a.date))
    .map((post) => [post.id, post]),
);

/** The `post` of a request, built from the server's own copy and never from what a page sends. */
export function postContext({ id, title, tags, invites, body }) {
  return { id, title, tags, invites, text: plainText(body) };
}

// The bodies are our own files, without entities or scripts: this is no general HTML reader.
function plainText(html) {
  return html
    .replace(/<\/(?:p|h2)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
