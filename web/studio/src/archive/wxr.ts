// WordPress exports (WXR): comments stand inside their posts, which give title, text and tags.
import type { CheckRequest, Post } from '../../../src/types.js';
import { htmlToText } from './html-text.js';
import { CommentMemory } from './memory.js';
import { judgementFrom, monthOf, type Row } from './row.js';
import type { ElementHandler } from './xml.js';

const commentFields = {
  'wp:comment_id': 'id',
  'wp:comment_author': 'author',
  'wp:comment_author_email': 'email',
  'wp:comment_parent': 'parent',
  'wp:comment_content': 'content',
  'wp:comment_approved': 'approved',
  'wp:comment_date': 'date',
  'wp:comment_type': 'type',
} as const;

type CommentField = (typeof commentFields)[keyof typeof commentFields];
type Comment = Partial<Record<CommentField, string>>;

const mostPostText = 256 * 1024;

export class WxrHandler implements ElementHandler {
  skipped = 0;
  readonly #memory = new CommentMemory();
  #post: Post & { tags: string[] } = { tags: [] };
  #comment: Comment = {};
  #isTag = false;

  open(name: string, attributes: Readonly<Record<string, string>>, parent: string): void {
    if (name === 'item') {
      this.#post = { tags: [] };
      this.#memory.clear();
    } else if (name === 'wp:comment') this.#comment = {};
    else if (name === 'category' && parent === 'item') {
      this.#isTag = ['post_tag', 'category'].includes(attributes['domain'] ?? '');
    }
  }

  close(name: string, text: string, parent: string): Row | null {
    if (parent === 'wp:comment' && name in commentFields) {
      this.#comment[commentFields[name as keyof typeof commentFields]] = text;
    }
    if (parent !== 'item') return null;
    if (name === 'title') this.#post.title = htmlToText(text);
    if (name === 'content:encoded') this.#post.text = htmlToText(text.slice(0, mostPostText));
    if (name === 'category' && this.#isTag) this.#post.tags.push(htmlToText(text));
    return name === 'wp:comment' ? this.#row() : null;
  }

  #row(): Row | null {
    const { id = '', author = '', email = '', parent = '', content = '' } = this.#comment;
    const { approved = '', date = '', type = '' } = this.#comment;
    // Pingbacks and trackbacks: nobody wrote them here.
    if (type !== '' && type !== 'comment') {
      this.skipped++;
      return null;
    }
    const comment = htmlToText(content);
    const writer = email || author;
    const request: CheckRequest = { comment, post: this.#post };
    const answered = this.#memory.textOf(parent);
    if (answered !== '') request.parent = answered;
    const earlier = this.#memory.earlier('', writer);
    if (earlier.length > 0) request.earlier = earlier;
    this.#memory.remember('', id, writer, comment);
    return { request, month: monthOf(date), judged: judgementFrom(approved) };
  }
}
