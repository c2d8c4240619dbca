// A request as the engine reads it: the known keys alone, because the smallest engine has no way
// past others. What is of a wrong type goes on as it is, so that the engine says so.
import type { CheckRequest } from './types.js';
import { toWellFormedJson } from './well-formed.js';

const requestKeys = ['id', 'comment', 'language', 'post', 'parent', 'author', 'earlier'];
const innerKeys: Readonly<Record<string, readonly string[]>> = {
  post: ['id', 'title', 'text', 'tags', 'invites'],
  author: ['id', 'strikes', 'trusted'],
};

export function requestJson(request: CheckRequest): string {
  const known = Object.entries(only(request, requestKeys) as object).map(([key, value]) => {
    const keys = innerKeys[key];
    return [key, keys ? only(value, keys) : (value as unknown)];
  });
  return toWellFormedJson(Object.fromEntries(known) as object);
}

function only(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}
