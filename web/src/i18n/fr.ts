import type { Words } from './words.js';

const fr: Words = {
  language: 'fr',
  direction: 'ltr',
  panel: 'Relecture de votre commentaire',
  ready: 'Prêt à publier : rien ne va contre la charte des commentaires.',
  summary: (action, count) => {
    const things = count === 1 ? 'Un point' : `${count} points`;
    const will = count === 1 ? 'fera' : 'feront';
    if (action === 'advise') return count === 1 ? 'Une suggestion' : `${count} suggestions`;
    if (action === 'hold')
      return `${things} ${will} d’abord relire ce commentaire par un modérateur`;
    if (action === 'reject') return `${things} ${will} refuser ce commentaire`;
    return `${things} ${count === 1 ? 'peut' : 'peuvent'} faire supprimer ce commentaire`;
  },
  notPosted: 'Pas encore publié ; votre texte est intact.',
  consequence: (action) => {
    if (action === 'hold') return 'Si vous le publiez, un modérateur le lira d’abord.';
    if (action === 'reject') return 'Si vous le publiez, le blog le refusera très probablement.';
    return '';
  },
  strike: (nth, most) =>
    `Cela peut compter comme votre ${nth}${nth === 1 ? 'er' : 'e'} avertissement sur ${most}.`,
  more: 'Pourquoi, et un exemple',
  policySays: 'La charte dit : ',
  readPolicy: 'Lire la charte',
  passingExample: 'Ceci conviendrait : ',
  edit: 'Modifier',
  postAnyway: 'Publier quand même',
  mistake: 'C’est une erreur',
  mistakeNoted: 'C’est noté, merci. Vous pouvez publier tel quel.',
  quoted: (text) => `« ${text} »`,
};

export default fr;
