// Comments that are stored as HTML, as the text that people read: paragraphs and <br> become line
// ends, <blockquote> lines that begin with "> ", code stands between backticks.
import { Parser } from 'htmlparser2';

const blocks = new Set(['p', 'div', 'li', 'tr', 'ul']);
const code = new Set(['code', 'pre']);

export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const writer = new TextWriter();
  const parser = new Parser(
    {
      ontext: (text) => {
        writer.text(text);
      },
      onopentagname: (name) => {
        writer.tag(name, false);
      },
      onclosetag: (name) => {
        if (name !== 'br') writer.tag(name, true);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return writer.finish();
}

class TextWriter {
  #out = '';
  #atLineStart = true;
  #quotes = 0;

  text(text: string): void {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.#endLine();
      if (line !== '') this.#append(line);
    }
  }

  tag(name: string, closes: boolean): void {
    if (name === 'blockquote') {
      this.#breakLine();
      this.#quotes = Math.max(0, this.#quotes + (closes ? -1 : 1));
    } else if (code.has(name)) this.#append('`');
    else if (name === 'br') this.#endLine();
    else if (blocks.has(name)) this.#breakLine();
  }

  finish(): string {
    return this.#out.replace(/[\n ]+$/, '');
  }

  #append(text: string): void {
    if (this.#atLineStart && this.#quotes > 0) this.#out += '> ';
    this.#atLineStart = false;
    this.#out += text;
  }

  #endLine(): void {
    if (this.#out === '') return;
    this.#out += '\n';
    this.#atLineStart = true;
  }

  #breakLine(): void {
    if (!this.#atLineStart) this.#endLine();
  }
}
