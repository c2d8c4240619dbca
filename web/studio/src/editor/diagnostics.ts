// The engine's errors and warnings as marks in the text.
import { syntaxTree } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorState, Text } from '@codemirror/state';
import type { PolicyError } from '../engine/protocol.js';

export function diagnosticFrom(
  state: EditorState,
  error: PolicyError,
  severity: 'error' | 'warning',
): Diagnostic {
  const from = positionOf(state.doc, error);
  const { to } = syntaxTree(state).resolveInner(from, 1);
  const lineEnd = state.doc.lineAt(from).to;
  return {
    from,
    to: Math.max(from, Math.min(to, lineEnd)),
    severity,
    source: error.pointer,
    message: error.message,
  };
}

/** The engine counts columns in bytes. */
export function positionOf(doc: Text, { line, column }: PolicyError): number {
  if (line < 1 || line > doc.lines) return 0;
  const { from, text } = doc.line(line);
  return from + unitsOf(text, column - 1);
}

export function unitsOf(text: string, bytes: number): number {
  let units = 0;
  let seen = 0;
  for (const sign of text) {
    if (seen >= bytes) break;
    const code = sign.codePointAt(0) ?? 0;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += sign.length;
  }
  return units;
}
