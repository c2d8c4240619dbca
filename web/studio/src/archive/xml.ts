// XML element by element, for exports of any size. A format says what it makes of each.
import { Parser } from 'htmlparser2';
import type { Row, RowReader } from './row.js';

export interface ElementHandler {
  /** `path`: the names of the elements around it, the nearest last. */
  open(name: string, attributes: Readonly<Record<string, string>>, parent: string): void;
  close(name: string, text: string, parent: string): Row | null;
  readonly skipped: number;
}

export class XmlReader implements RowReader {
  readonly #parser: Parser;
  readonly #names: string[] = [];
  #rows: Row[] = [];
  #text = '';

  constructor(readonly handler: ElementHandler) {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.#text = '';
          handler.open(name, attributes, this.#names.at(-1) ?? '');
          this.#names.push(name);
        },
        ontext: (text) => {
          this.#text += text;
        },
        onclosetag: (name) => {
          this.#names.pop();
          const row = handler.close(name, this.#text, this.#names.at(-1) ?? '');
          if (row) this.#rows.push(row);
          this.#text = '';
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  get skipped(): number {
    return this.handler.skipped;
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
}
