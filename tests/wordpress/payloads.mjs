// 1,000 strings that would run a script where somebody forgot to escape.

const call = 'alert(1)';
const seeds = [
  `<script>${call}</script>`,
  `</script><script>${call}</script>`,
  `</textarea><script>${call}</script>`,
  `</title><script>${call}</script>`,
  `</style><script>${call}</script>`,
  `</option></select><script>${call}</script>`,
  `--><script>${call}</script><!--`,
  `]]><script>${call}</script>`,
  `<ScRiPt >${call}</sCrIpT>`,
  `<scr<script>ipt>${call}</scr</script>ipt>`,
  `<svg><script>${call}</script></svg>`,
  `<math><mtext><script>${call}</script></mtext></math>`,
  `<template><script>${call}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<iframe src="javascript:parent.${call}"></iframe>`,
  `<a href="javascript:${call}" autofocus onfocus=${call}>x</a>`,
  `<object data="javascript:${call}"></object>`,
  `<embed src="javascript:${call}">`,
  `<form action="javascript:${call}"><input type=submit autofocus></form>`,
  `<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
  `<base href="javascript:${call}//">`,
  `<link rel=stylesheet href="data:text/css,*{}" onload=${call}>`,
  `javascript:${call}`,
  `data:text/html,<script>${call}</script>`,
  `&lt;script&gt;${call}&lt;/script&gt;`,
  `&#60;script&#62;${call}&#60;/script&#62;`,
  `\\u003cscript\\u003e${call}\\u003c/script\\u003e`,
  `%3Cscript%3E${call}%3C/script%3E`,
  `＜script＞${call}＜/script＞`,
  `{{constructor.constructor('${call}')()}}`,
  `\${${call}}`,
  `';${call};//`,
  `";${call};//`,
  `'-${call}-'`,
  `"-${call}-"`,
  `%s%1$s<script>${call}</script>`,
  `[caption]<script>${call}</script>[/caption]`,
];
const tags = [
  'img src=x',
  'svg',
  'body',
  'video src=x',
  'audio src=x',
  'details open',
  'input autofocus',
  'select autofocus',
  'textarea autofocus',
  'marquee',
  'style',
  'iframe',
  'object data=x',
  'p tabindex=1 autofocus',
  'x contenteditable autofocus tabindex=0',
];
const handlers = [
  'onerror',
  'onload',
  'onfocus',
  'ontoggle',
  'onstart',
  'onmouseover',
  'onpageshow',
  'onanimationstart',
  'onbegin',
];
const wrappers = [
  (text) => text,
  (text) => `">${text}`,
  (text) => `'>${text}`,
  (text) => `" ${text} "`,
  (text) => `</q></li>${text}`,
  (text) => `x\n${text}`,
];
const attributes = ['"', "'", '` '].flatMap((quote) =>
  handlers.map((handler) => `${quote} ${handler}=${call} autofocus tabindex=1 x=${quote}`),
);

export const payloads = [
  ...seeds,
  ...attributes,
  ...tags.flatMap((tag) => handlers.map((handler) => `<${tag} ${handler}=${call}>`)),
]
  .flatMap((text) => wrappers.map((wrap) => wrap(text)))
  .slice(0, 1000);

/** A hostile owner's policy: each rule speaks at one word of its own, `trigger0x`, `trigger1x`, in a payload. */
export function hostilePolicy(actionOf) {
  return {
    format: 1,
    name: payloads[0],
    rules: payloads.map((payload, index) => ({
      id: `rule-${index}`,
      category: payload,
      action: actionOf(index),
      points: 0,
      message: payload,
      advice: payload,
      quote: payload,
      url: `https://example.invalid/?${encodeURIComponent(payload)}`,
      match: { words: [`trigger${index}x`] },
    })),
  };
}
