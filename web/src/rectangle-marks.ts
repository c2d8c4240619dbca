// Marks in an editable region for browsers without highlights of their own: underlines laid over it.
import { create, listen, windowOf } from './dom.js';
import { EditableMarks } from './editable-marks.js';
import type { Field } from './field.js';

export class RectangleMarks extends EditableMarks {
  private readonly stop = new AbortController();
  private readonly rectangles: HTMLElement[] = [];

  constructor(field: Field) {
    super(field);
    const options = { signal: this.stop.signal, passive: true };
    const fit = (): void => {
      this.fit();
    };
    listen(windowOf(field), 'resize', fit, options);
    listen(field, 'scroll', fit, { ...options, capture: true });
  }

  override dispose(): void {
    this.stop.abort();
    super.dispose();
  }

  protected override paint(): void {
    const { layer } = this;
    const origin = layer.parentElement?.getBoundingClientRect();
    const box = this.field.getBoundingClientRect();
    if (!origin) return;
    layer.style.left = `${box.left - origin.left}px`;
    layer.style.top = `${box.top - origin.top}px`;
    layer.style.width = `${box.width}px`;
    layer.style.height = `${box.height}px`;
    let used = 0;
    for (const { mark, range } of this.placed) {
      for (const place of range.getClientRects()) {
        const rectangle = this.rectangle(used++);
        rectangle.dataset['action'] = mark.action;
        rectangle.style.left = `${place.left - box.left}px`;
        rectangle.style.top = `${place.top - box.top}px`;
        rectangle.style.width = `${place.width}px`;
        rectangle.style.height = `${place.height}px`;
      }
    }
    this.rectangles.forEach((each, index) => (each.hidden = index >= used));
  }

  private rectangle(index: number): HTMLElement {
    const known = this.rectangles[index];
    if (known) return known;
    const rectangle = create('span', { part: 'mark rectangle' });
    this.rectangles.push(rectangle);
    this.layer.append(rectangle);
    return rectangle;
  }
}
