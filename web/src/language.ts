// Which of the languages on offer serves a reader best.

/** The tag of `offered` that fits `wanted`: the same, a wider one, or a sister; else undefined. */
export function bestLanguage(
  wanted: string | undefined,
  offered: readonly string[],
): string | undefined {
  if (!wanted) return undefined;
  const tags = new Map(offered.map((tag) => [tag.toLowerCase(), tag]));
  const likely = likelyScript(wanted);
  for (const tag of [wanted, likely, primary(wanted)]) {
    const found = tags.get(tag.toLowerCase());
    if (found) return found;
  }
  return offered.find((tag) => likelyScript(tag) === likely);
}

function primary(tag: string): string {
  return tag.split('-', 1)[0] ?? tag;
}

/** `zh-CN` → `zh-Hans`, `en-GB` → `en-Latn`; a broken tag stays as it is. */
function likelyScript(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return script ? `${language}-${script}` : language;
  } catch {
    return tag;
  }
}

/** The language of the text around an element, from the nearest `lang`. */
export function languageAround(element: Element): string | undefined {
  return element.closest('[lang]')?.getAttribute('lang') || undefined;
}
