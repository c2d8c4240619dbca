import type { Words } from './words.js';

export const en: Words = {
  language: 'en',
  direction: 'ltr',
  panel: 'Check of your comment',
  ready: 'Ready to post: nothing here speaks against the comment policy.',
  summary: (action, count) => {
    const things = count === 1 ? 'One thing' : `${count} things`;
    if (action === 'advise') return count === 1 ? 'A suggestion' : `${count} suggestions`;
    if (action === 'hold') return `${things} will make a moderator look at this first`;
    if (action === 'reject') return `${things} will get this comment refused`;
    return `${things} may get this comment removed`;
  },
  notPosted: 'Not posted yet; your text is untouched.',
  consequence: (action) => {
    if (action === 'hold') return 'If you post it, a moderator reads it before anyone else.';
    if (action === 'reject') return 'If you post it, the blog will most likely refuse it.';
    return '';
  },
  strike: (nth, most) => `This can count as your ${ordinal(nth)} strike of ${most}.`,
  more: 'Why, and an example',
  policySays: 'The policy says: ',
  readPolicy: 'Read the policy',
  passingExample: 'This would pass: ',
  edit: 'Edit',
  postAnyway: 'Post anyway',
  mistake: 'This is a mistake',
  mistakeNoted: 'Noted, thank you. You can post it as it is.',
  // A quotation inside a quotation takes the other marks.
  quoted: (text) => (/[“"]/.test(text) ? `‘${text}’` : `“${text}”`),
};

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

function ordinal(count: number): string {
  const kind = new Intl.PluralRules('en', { type: 'ordinal' }).select(count);
  return `${count}${endings[kind] ?? 'th'}`;
}

export default en;
