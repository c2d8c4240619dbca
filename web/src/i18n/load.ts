import { bestLanguage } from '../language.js';
import { en } from './en.js';
import type { Words } from './words.js';

/** English is built in; each other language is a file of its own. */
const others: Readonly<Record<string, () => Promise<{ default: Words }>>> = {
  'zh-Hans': () => import('./zh-Hans.js'),
};

/** The words for a reader; English where there are none, or where they do not load. */
export async function loadWords(language: string | undefined): Promise<Words> {
  const best = bestLanguage(language, ['en', ...Object.keys(others)]);
  const load = best ? others[best] : undefined;
  if (!load) return en;
  try {
    return (await load()).default;
  } catch {
    return en;
  }
}
