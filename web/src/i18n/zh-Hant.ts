import type { Words } from './words.js';

const zhHant: Words = {
  language: 'zh-Hant',
  direction: 'ltr',
  panel: '留言檢查',
  ready: '可以送出：沒有發現與留言規則不符之處。',
  summary: (action, count) => {
    if (action === 'advise') return `${count} 則建議`;
    if (action === 'hold') return `有 ${count} 處需要版主先看`;
    if (action === 'reject') return `有 ${count} 處會使留言被拒絕`;
    return `有 ${count} 處可能使留言被刪除`;
  },
  notPosted: '尚未送出，您的文字沒有更動。',
  consequence: (action) => {
    if (action === 'hold') return '如果送出，將先由版主審閱。';
    if (action === 'reject') return '如果送出，部落格很可能會拒絕。';
    return '';
  },
  strike: (nth, most) => `這可能記為您的第 ${nth} 次警告，共 ${most} 次。`,
  more: '原因與範例',
  policySays: '留言規則：',
  readPolicy: '閱讀規則',
  passingExample: '這樣寫可以通過：',
  edit: '修改',
  postAnyway: '仍要送出',
  mistake: '這是誤判',
  mistakeNoted: '已記錄，謝謝。您可以照原樣送出。',
  quoted: (text) => `「${text}」`,
};

export default zhHant;
