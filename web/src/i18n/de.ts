import type { Words } from './words.js';

const de: Words = {
  language: 'de',
  direction: 'ltr',
  panel: 'Prüfung Ihres Kommentars',
  ready: 'Kann so gepostet werden: Nichts spricht gegen die Kommentarregeln.',
  summary: (action, count) => {
    const things = count === 1 ? 'Eine Stelle' : `${count} Stellen`;
    const one = count === 1;
    if (action === 'advise') return one ? 'Ein Vorschlag' : `${count} Vorschläge`;
    if (action === 'hold')
      return `Wegen ${one ? 'einer Stelle' : things} sieht ihn zuerst die Moderation`;
    if (action === 'reject')
      return `Wegen ${one ? 'einer Stelle' : things} wird der Kommentar abgelehnt`;
    return `${things} ${one ? 'kann' : 'können'} dazu führen, dass der Kommentar gelöscht wird`;
  },
  notPosted: 'Noch nicht gepostet; Ihr Text ist unverändert.',
  consequence: (action) => {
    if (action === 'hold') return 'Wenn Sie ihn posten, liest ihn zuerst die Moderation.';
    if (action === 'reject')
      return 'Wenn Sie ihn posten, lehnt das Blog ihn sehr wahrscheinlich ab.';
    return '';
  },
  strike: (nth, most) => `Das kann als Ihre ${nth}. Verwarnung von ${most} zählen.`,
  more: 'Warum, und ein Beispiel',
  policySays: 'Die Regeln sagen: ',
  readPolicy: 'Regeln lesen',
  passingExample: 'So ginge es: ',
  edit: 'Bearbeiten',
  postAnyway: 'Trotzdem posten',
  mistake: 'Das ist ein Irrtum',
  mistakeNoted: 'Notiert, danke. Sie können ihn so posten.',
  quoted: (text) => (/[„“"]/.test(text) ? `‚${text}‘` : `„${text}“`),
};

export default de;
