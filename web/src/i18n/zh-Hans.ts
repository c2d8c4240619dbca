import type { Words } from './words.js';

const zhHans: Words = {
  language: 'zh-Hans',
  direction: 'ltr',
  panel: '评论检查',
  ready: '可以发布：没有发现与评论规则不符之处。',
  summary: (action, count) => {
    if (action === 'advise') return `${count} 条建议`;
    if (action === 'hold') return `有 ${count} 处需要版主先看`;
    if (action === 'reject') return `有 ${count} 处会使评论被拒绝`;
    return `有 ${count} 处可能使评论被删除`;
  },
  notPosted: '尚未发布，您的文字没有改动。',
  consequence: (action) => {
    if (action === 'hold') return '如果发布，将先由版主审阅。';
    if (action === 'reject') return '如果发布，博客很可能会拒绝。';
    return '';
  },
  strike: (nth, most) => `这可能记为您的第 ${nth} 次警告，共 ${most} 次。`,
  more: '原因和示例',
  policySays: '评论规则：',
  readPolicy: '阅读规则',
  passingExample: '这样写可以通过：',
  edit: '修改',
  postAnyway: '仍然发布',
  mistake: '这是误判',
  mistakeNoted: '已记录，谢谢。您可以照原样发布。',
  quoted: (text) => `“${text}”`,
};

export default zhHans;
