export { attach, type Attachment, type AttachOptions } from './attach.js';
export { type Checker, CheckError, PolicyError } from './checker.js';
export { createChecker, type CheckerOptions } from './create-checker.js';
export { PrecheckField } from './element.js';
export type { PrecheckEvents } from './events.js';
export type {
  Action,
  Author,
  CheckContext,
  CheckRequest,
  Finding,
  Interval,
  Post,
  Span,
  Verdict,
} from './types.js';
