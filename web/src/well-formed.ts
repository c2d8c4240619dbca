// A lone surrogate has no UTF-8 form: unless it becomes U+FFFD here, browser and server
// would read different comments. The expression also serves engines without toWellFormed().
const loneSurrogate = /\p{Surrogate}/gu;

export function wellFormed(text: string): string {
  return text.replace(loneSurrogate, '\ufffd');
}

/** JSON in which every string, however deep, is well-formed. */
export function toWellFormedJson(value: object): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? wellFormed(inner) : inner,
  );
}
