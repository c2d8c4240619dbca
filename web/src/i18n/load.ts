import { bestLanguage } from '../language.js';
import { within } from '../within.js';
import { en } from './en.js';
import type { Words } from './words.js';

/** English is better than nothing for longer than this. */
const patienceMs = 2_000;

/** English is built in; each other language is a file of its own. */
const others: Readonly<Record<string, () => Promise<{ default: Words }>>> = {
  'zh-Hans': () => import('./zh-Hans.js'),
  'zh-Hant': () => import('./zh-Hant.js'),
  ja: () => import('./ja.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  de: () => import('./de.js'),
  ar: () => import('./ar.js'),
};

/** All languages that the widget speaks, as BCP 47 tags. */
export const languages: readonly string[] = ['en', ...Object.keys(others)];

/**
 * The words for a reader; English where there are none, or where they do not load in time.
 * `prepare` is told of the file first.
 */
export async function loadWords(
  language: string | undefined,
  prepare?: (file: string) => Promise<void>,
): Promise<Words> {
  const best = bestLanguage(language, languages);
  const load = best ? others[best] : undefined;
  if (!load) return en;
  try {
    await within(patienceMs, Promise.resolve(prepare?.(`i18n/${best}.mjs`)));
    return (await within(patienceMs, load())).default;
  } catch {
    return en;
  }
}
