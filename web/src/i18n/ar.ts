import type { Words } from './words.js';

const ar: Words = {
  language: 'ar',
  direction: 'rtl',
  panel: 'مراجعة تعليقك',
  ready: 'جاهز للنشر: لا شيء هنا يخالف سياسة التعليقات.',
  summary: (action, count) => {
    if (action === 'advise')
      return counted(count, ['اقتراح واحد', 'اقتراحان', 'اقتراحات', 'اقتراحًا']);
    const things = counted(count, ['ملاحظة واحدة', 'ملاحظتان', 'ملاحظات', 'ملاحظة']);
    if (action === 'hold') return `${things}: سيقرأ المشرف هذا التعليق أولًا`;
    if (action === 'reject') return `${things}: سيُرفض هذا التعليق`;
    return `${things}: قد يُحذف هذا التعليق`;
  },
  notPosted: 'لم يُنشر بعد، ونصّك كما هو.',
  consequence: (action) => {
    if (action === 'hold') return 'إذا نشرته فسيقرؤه المشرف قبل غيره.';
    if (action === 'reject') return 'إذا نشرته فالأرجح أن ترفضه المدونة.';
    return '';
  },
  strike: (nth, most) => `قد يُحتسب هذا الإنذار رقم ${nth} من أصل ${most}.`,
  more: 'السبب ومثال',
  policySays: 'تقول السياسة: ',
  readPolicy: 'قراءة السياسة',
  passingExample: 'هذا مثال مقبول: ',
  edit: 'تعديل',
  postAnyway: 'نشر على أي حال',
  mistake: 'هذا خطأ',
  mistakeNoted: 'سجّلنا ذلك، شكرًا. يمكنك نشره كما هو.',
  quoted: (text) => `«${text}»`,
};

/** Arabic counts one, two, three to ten, and more, each in its own way. */
function counted(count: number, [one, two, few, many]: [string, string, string, string]): string {
  if (count === 1) return one;
  if (count === 2) return `${two} (2)`;
  return `${count} ${count <= 10 ? few : many}`;
}

export default ar;
