// Small charts as SVG elements. Numbers stand beside them in text; a chart only shows their shape.

type Attributes = Readonly<Record<string, string | number>>;

function svg(name: string, attributes: Attributes, ...children: SVGElement[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** One bar for now and a thin one for before. `most` is the longest bar of the table. */
export function bars(now: number, before: number | null, most: number): SVGElement {
  const length = (value: number) =>
    most === 0 ? 0 : Math.max((100 * value) / most, value > 0 ? 0.6 : 0);
  const shapes = [
    svg('rect', {
      class: 'bar-now',
      x: 0,
      y: 2,
      width: length(now),
      height: before === null ? 14 : 9,
      rx: 1.5,
    }),
  ];
  if (before !== null) {
    shapes.push(
      svg('rect', { class: 'bar-before', x: 0, y: 13, width: length(before), height: 4, rx: 1.5 }),
    );
  }
  return svg(
    'svg',
    { class: 'bars', viewBox: '0 0 100 18', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...shapes,
  );
}

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** Shares over time. `alternative` says in words what the lines show. */
export function timeline(
  labels: readonly string[],
  series: readonly Series[],
  alternative: string,
): SVGElement {
  const width = 640;
  const height = 150;
  const left = 44;
  const bottom = 24;
  const top = Math.max(0.001, ...series.flatMap(({ values }) => values));
  const x = (index: number) => left + ((width - left - 8) * index) / Math.max(1, labels.length - 1);
  const y = (value: number) => 8 + (height - bottom - 8) * (1 - value / top);
  const text = (content: string, at: { x: number; y: number }, anchor: string) => {
    const element = svg('text', { ...at, 'text-anchor': anchor });
    element.textContent = content;
    return element;
  };
  const lines = series.map(({ name, values }) =>
    svg('polyline', {
      class: `line-${name}`,
      points: values
        .map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`)
        .join(' '),
    }),
  );
  const axis = svg('path', { class: 'axis', d: `M${left},8V${height - bottom}H${width - 8}` });
  const labelled = [
    text(percent(top), { x: left - 6, y: 14 }, 'end'),
    text('0', { x: left - 6, y: height - bottom }, 'end'),
    text(labels[0] ?? '', { x: left, y: height - 6 }, 'start'),
    text(labels.at(-1) ?? '', { x: width - 8, y: height - 6 }, 'end'),
  ];
  return svg(
    'svg',
    {
      class: 'timeline',
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': alternative,
    },
    axis,
    ...lines,
    ...labelled,
  );
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
