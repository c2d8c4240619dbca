// WordPress exports (WXR): comments stand inside their posts, which give title, text and tags.
import { Parser } from 'htmlparser2';
import type { CheckRequest, Post } from '../../../src/types.js';
import { judgementFrom, type Row, type RowReader } from './row.js';

interface Comment {
  id: string;
  parent: string;
  content: string;
  approved: string;
  date: string;
  type: string;
}

const commentFields: Readonly<Record<string, keyof Comment>> = {
  'wp:comment_id': 'id',
  'wp:comment_parent': 'parent',
  'wp:comment_content': 'content',
  'wp:comment_approved': 'approved',
  'wp:comment_date': 'date',
  'wp:comment_type': 'type',
};

export class WxrReader implements RowReader {
  readonly skipped = 0;
  readonly #parser: Parser;
  #rows: Row[] = [];
  #text = '';
  #post: Required<Pick<Post, 'title' | 'text' | 'tags'>> | undefined;
  #tagFollows = false;
  #comment: Comment | undefined;
  /** Of the post at hand: replies name their parent by its number. */
  #contents = new Map<string, string>();

  constructor() {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.#open(name, attributes);
        },
        ontext: (text) => {
          this.#text += text;
        },
        onclosetag: (name) => {
          this.#close(name);
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  read(piece: string): Row[] {
    // eslint-disable-next-line no-restricted-properties -- the parser's own write(), not the page's
    this.#parser.write(piece);
    return this.#take();
  }

  end(): Row[] {
    this.#parser.end();
    return this.#take();
  }

  #take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#text = '';
    if (name === 'item') {
      this.#post = { title: '', text: '', tags: [] };
      this.#contents = new Map();
    } else if (name === 'category') {
      this.#tagFollows = ['post_tag', 'category'].includes(attributes['domain'] ?? '');
    } else if (name === 'wp:comment') {
      this.#comment = { id: '', parent: '', content: '', approved: '', date: '', type: '' };
    }
  }

  #close(name: string): void {
    const text = this.#text;
    this.#text = '';
    const field = commentFields[name];
    if (this.#comment && field) this.#comment[field] = text;
    else if (name === 'wp:comment') this.#finishComment();
    else if (name === 'item') this.#post = undefined;
    else if (this.#post && !this.#comment) this.#readPost(this.#post, name, text);
  }

  #readPost(post: Required<Pick<Post, 'title' | 'text' | 'tags'>>, name: string, text: string) {
    if (name === 'title') post.title = text;
    else if (name === 'content:encoded') post.text = plainText(text);
    else if (name === 'category' && this.#tagFollows) post.tags.push(text);
  }

  #finishComment(): void {
    const comment = this.#comment;
    this.#comment = undefined;
    // Pingbacks and trackbacks are other sites' links, not comments.
    if (!comment || comment.content === '' || !['', 'comment'].includes(comment.type)) return;
    this.#contents.set(comment.id, comment.content);
    const request: CheckRequest = { comment: comment.content };
    if (this.#post) request.post = this.#post;
    const parent = this.#contents.get(comment.parent);
    if (parent !== undefined) request.parent = parent;
    this.#rows.push({ request, date: comment.date, judged: judgementFrom(comment.approved) });
  }
}

/** A post's HTML as text: rules look at its words only. */
function plainText(html: string): string {
  let text = '';
  const parser = new Parser({
    ontext: (piece) => {
      text += piece;
    },
    onopentagname: () => {
      text += ' ';
    },
  });
  parser.end(html);
  return text.replace(/\s+/g, ' ').trim();
}
