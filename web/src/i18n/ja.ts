import type { Words } from './words.js';

const ja: Words = {
  language: 'ja',
  direction: 'ltr',
  panel: 'コメントの確認',
  ready: '投稿できます。コメントポリシーに触れる点は見つかりませんでした。',
  summary: (action, count) => {
    if (action === 'advise') return `ご提案が${count}件あります`;
    if (action === 'hold') return `${count}か所について、先にモデレーターが確認します`;
    if (action === 'reject') return `${count}か所のため、このコメントは受け付けられません`;
    return `${count}か所のため、このコメントは削除されることがあります`;
  },
  notPosted: 'まだ投稿されていません。文章はそのままです。',
  consequence: (action) => {
    if (action === 'hold') return '投稿すると、公開の前にモデレーターが読みます。';
    if (action === 'reject') return '投稿しても、ブログに受け付けられない見込みです。';
    return '';
  },
  strike: (nth, most) => `${most}回のうち${nth}回目の警告になることがあります。`,
  more: '理由と例',
  policySays: 'ポリシーより：',
  readPolicy: 'ポリシーを読む',
  passingExample: 'たとえば、これなら大丈夫です：',
  edit: '書き直す',
  postAnyway: 'このまま投稿',
  mistake: 'この指摘は誤りです',
  mistakeNoted: '承りました。このまま投稿できます。',
  quoted: (text) => `「${text}」`,
};

export default ja;
