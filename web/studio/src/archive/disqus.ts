// Disqus exports: threads first, then a <post> for each comment, which names its thread.
import type { CheckRequest, Post } from '../../../src/types.js';
import { htmlToText } from './html-text.js';
import { CommentMemory } from './memory.js';
import { monthOf, type Row } from './row.js';
import type { ElementHandler } from './xml.js';

type Comment = Partial<
  Record<'id' | 'thread' | 'parent' | 'author' | 'date' | 'message' | 'deleted' | 'spam', string>
>;

export class DisqusHandler implements ElementHandler {
  readonly skipped = 0;
  readonly #memory = new CommentMemory();
  readonly #threads = new Map<string, Post>();
  #thread = '';
  #comment: Comment = {};

  open(name: string, attributes: Readonly<Record<string, string>>, parent: string): void {
    const id = attributes['dsq:id'] ?? '';
    if (name === 'post') this.#comment = { id };
    else if (name === 'thread' && parent === 'post') this.#comment.thread = id;
    else if (name === 'parent' && parent === 'post') this.#comment.parent = id;
    else if (name === 'thread') this.#thread = id;
  }

  close(name: string, text: string, parent: string): Row | null {
    if (name === 'title' && parent === 'thread') {
      this.#threads.set(this.#thread, { title: htmlToText(text) });
    } else if (parent === 'author' && name === 'username') this.#comment.author = text;
    else if (parent === 'author' && name === 'name') this.#comment.author ??= text;
    else if (parent === 'post') this.#take(name, text);
    return name === 'post' ? this.#row() : null;
  }

  #take(name: string, text: string): void {
    if (name === 'message') this.#comment.message = text;
    if (name === 'createdAt') this.#comment.date = text;
    if (name === 'isDeleted') this.#comment.deleted = text;
    if (name === 'isSpam') this.#comment.spam = text;
  }

  #row(): Row {
    const { id = '', thread = '', parent = '', author = '', date = '' } = this.#comment;
    const { message = '', deleted, spam } = this.#comment;
    const comment = htmlToText(message);
    const request: CheckRequest = { comment };
    const post = this.#threads.get(thread);
    if (post) request.post = post;
    const answered = this.#memory.textOf(parent);
    if (answered !== '') request.parent = answered;
    const earlier = this.#memory.earlier(thread, author);
    if (earlier.length > 0) request.earlier = earlier;
    this.#memory.remember(thread, id, author, comment);
    const removed = deleted === 'true' || spam === 'true';
    return { request, month: monthOf(date), judged: removed ? 'removed' : 'approved' };
  }
}
