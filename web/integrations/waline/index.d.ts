import type { Post, Verdict } from 'precheck';

export interface PrecheckOptions {
  /** Path of policy.json, the owner's whole policy. The plugin then checks by itself. */
  policy?: string;
  /** Address of `precheck serve`, instead of `policy`: `http://127.0.0.1:8080`. */
  service?: string;
  /**
   * A token of the service. With it, what people who have logged in really post is counted in the
   * service's strike ledger, and the policy's ladder is followed.
   */
  token?: string;
  /**
   * The posts, so that title, tags and text never come from the browser: the path of a JSON file
   * `{"/path/": {"title", "tags", "text", "invites"}}`, or a function from a page's path to its post.
   */
  posts?: string | ((path: string) => Post | undefined | Promise<Post | undefined>);
  /** Only logs what it would have done. Good for the first week. Default: false. */
  shadow?: boolean;
  /** How long the service may take, in milliseconds, before the comment is held. Default: 2000. */
  timeout?: number;
  /** Takes the log entries; they carry no text of a comment. Default: a line of JSON each. */
  log?: (entry: LogEntry) => void;
}

/** What became of a comment or of an edit, or what went wrong. */
export interface LogEntry {
  event: 'checked' | 'failed';
  /** In shadow mode, what it would have been. */
  fate?: Fate;
  shadow?: boolean;
  path?: string;
  /** Ids of the rules that found something. */
  rules?: string[];
  error?: string;
}

/** `hold`: it waits for a moderator. */
export type Fate = 'publish' | 'hold' | 'refuse';

export interface WalinePlugin {
  hooks: {
    preSave(comment: NewComment): Promise<{ errmsg: string } | undefined>;
    preUpdate(change: CommentChange): Promise<{ errno: number; errmsg: string } | undefined>;
  };
}

/** The parts of Waline's comment that the plugin reads and writes. */
export interface NewComment {
  comment: string;
  url: string;
  status: string;
  pid?: string | number;
  mail?: string;
  user_id?: string | number;
}

export interface CommentChange {
  objectId: string | number;
  comment?: unknown;
}

export type { Post, Verdict };

declare function precheck(options: PrecheckOptions): WalinePlugin;
export default precheck;
