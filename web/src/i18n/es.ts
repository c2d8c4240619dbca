import type { Words } from './words.js';

const es: Words = {
  language: 'es',
  direction: 'ltr',
  panel: 'Revisión de tu comentario',
  ready: 'Listo para publicar: nada va contra las normas de comentarios.',
  summary: (action, count) => {
    const things = count === 1 ? 'Un punto' : `${count} puntos`;
    const plural = count === 1 ? '' : 'n';
    if (action === 'advise') return count === 1 ? 'Una sugerencia' : `${count} sugerencias`;
    if (action === 'hold') return `${things} hará${plural} que lo lea antes un moderador`;
    if (action === 'reject') return `${things} hará${plural} que se rechace este comentario`;
    return `${things} puede${plural} hacer que se elimine este comentario`;
  },
  notPosted: 'Aún no se ha publicado; tu texto sigue igual.',
  consequence: (action) => {
    if (action === 'hold') return 'Si lo publicas, primero lo leerá un moderador.';
    if (action === 'reject') return 'Si lo publicas, lo más probable es que el blog lo rechace.';
    return '';
  },
  strike: (nth, most) => `Puede contar como tu advertencia n.º ${nth} de ${most}.`,
  more: 'Por qué, y un ejemplo',
  policySays: 'Las normas dicen: ',
  readPolicy: 'Leer las normas',
  passingExample: 'Esto sí se aceptaría: ',
  edit: 'Editar',
  postAnyway: 'Publicar de todos modos',
  mistake: 'Esto es un error',
  mistakeNoted: 'Anotado, gracias. Puedes publicarlo tal como está.',
  quoted: (text) => `«${text}»`,
};

export default es;
