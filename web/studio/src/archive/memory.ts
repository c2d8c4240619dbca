// What a reader remembers of the comments before: the texts that are replied to, and what the same
// author wrote under the same post. Bounded; the oldest is forgotten first.

const mostTexts = 50_000;
const mostEarlier = 3;

export class CommentMemory {
  readonly #texts = new Map<string, string>();
  readonly #byWriter = new Map<string, string[]>();

  remember(thread: string, id: string, author: string, text: string): void {
    if (id !== '') keep(this.#texts, id, text);
    if (author === '') return;
    const writer = `${thread}\n${author}`;
    const earlier = this.#byWriter.get(writer) ?? [];
    keep(this.#byWriter, writer, [text, ...earlier].slice(0, mostEarlier));
  }

  /** Empty when it is not known (any more). */
  textOf(id: string): string {
    return this.#texts.get(id) ?? '';
  }

  /** The latest of an author, newest first, at most three. */
  earlier(thread: string, author: string): string[] {
    return this.#byWriter.get(`${thread}\n${author}`) ?? [];
  }

  clear(): void {
    this.#texts.clear();
    this.#byWriter.clear();
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  if (map.size <= mostTexts) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
