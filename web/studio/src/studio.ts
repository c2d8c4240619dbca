// What the views share: the policy as it stands, what the engine says of it, and what can be done.
import type { Edit } from 'jsonc-parser';
import type { PolicyEditor } from './editor/policy-editor.js';
import type { EngineClient } from './engine/client.js';
import type { Compiled, PolicyError } from './engine/protocol.js';
import type { CheckRequest } from '../../src/types.js';
import type { Path } from './policy/document.js';
import type { PolicyShape } from './policy/shape.js';
import type { Words } from './words/words.js';

export type View = 'rules' | 'file' | 'past' | 'try';

export interface State {
  text: string;
  /** As it was loaded, to compare with. */
  loadedText: string;
  /** Where it came from: a template's name or a file's. */
  origin: string;
  /** The last text that was JSON. */
  policy: PolicyShape;
  /** null until the engine has read `text`. */
  compiled: Compiled | null;
  warnings: readonly PolicyError[];
}

export interface Studio {
  readonly state: Readonly<State>;
  readonly words: Words;
  /** For what answers typing. */
  readonly live: EngineClient;
  /** For what takes long. */
  readonly background: EngineClient;
  readonly editor: PolicyEditor;
  load(text: string, origin: string): void;
  /** Changes the policy's text; the reader can take it back. */
  change(edits: readonly Edit[], said: string): void;
  /** The text is in a file of the reader's; leaving the page loses nothing. */
  saved(): void;
  show(view: View): void;
  showInFile(path: Path): void;
  tryRequest(request: CheckRequest): void;
  editRule(at: number | null): void;
  say(text: string, undo?: () => void): void;
}
