// The widget's one element in a page: a shadow root behind the box, with the marks that lie
// over the box, the panel under it, and the live region slotted in.
import { Announcer } from './announcer.js';
import { create } from './dom.js';
import type { Field } from './field.js';
import type { Words } from './i18n/words.js';
import { Marks } from './marks.js';
import { Panel, type PanelActions } from './panel.js';
import { isAboutWhole, marksOf } from './spans.js';
import { Steady } from './steady.js';
import { adoptStyles } from './styles.js';
import type { Judgement } from './controller.js';

export class Surface {
  private readonly host = create('div', { class: 'precheck' });
  private readonly marks: Marks;
  private readonly panel: Panel;
  private readonly announcer: Announcer;
  private readonly words: Words;
  private readonly steady = new Steady();

  constructor(
    field: Field,
    private readonly mountAfter: Element,
    words: Words,
    examples: ReadonlyMap<string, string>,
    actions: PanelActions,
  ) {
    this.words = words;
    this.marks = new Marks(field);
    this.panel = new Panel(words, examples, actions);
    this.announcer = new Announcer(field);
    this.announcer.region.lang = words.language;
    this.build();
    this.mount();
  }

  /** Stands behind the box, also after a page's script moved the box or redrew around it. */
  mount(): void {
    if (this.mountAfter.nextElementSibling !== this.host) this.mountAfter.after(this.host);
  }

  /** The text changed: the marks go along until the next verdict. */
  follow(text: string): void {
    this.marks.follow(text);
    this.panel.showHeld(false);
  }

  show(judgement: Judgement | null): void {
    this.steady.whenReleased(() => {
      this.render(judgement);
    });
  }

  showHeld(judgement: Judgement): void {
    this.steady.forget();
    this.render(judgement);
    this.panel.showHeld(true);
    this.panel.focusSummary();
  }

  showReleased(): void {
    this.panel.showHeld(false);
  }

  dispose(): void {
    this.steady.dispose();
    this.marks.dispose();
    this.announcer.dispose();
    this.host.remove();
  }

  private render(judgement: Judgement | null): void {
    if (!judgement) {
      this.clear();
      return;
    }
    const { text, verdict, settled } = judgement;
    // What concerns the comment as a whole, such as its length, waits until the person pauses.
    const due = verdict.findings.filter((finding) => settled || !isAboutWhole(text, finding));
    this.marks.show(text, marksOf(due));
    this.panel.show(text, verdict, due);
    if (settled) this.announcer.say(this.spoken(judgement));
  }

  private build(): void {
    const root = this.host.attachShadow({ mode: 'open' });
    adoptStyles(root);
    const surface = create('div', { class: 'surface' });
    surface.append(this.marks.layer, this.panel.root, this.panel.ready);
    root.append(surface, create('slot', { name: 'status' }));
    this.host.append(this.announcer.region);
  }

  private clear(): void {
    this.marks.show('', []);
    this.panel.hide();
    this.announcer.say('');
  }

  private spoken({ verdict: { action, findings } }: Judgement): string {
    if (findings.length === 0) return this.words.ready;
    const messages = findings.map(({ message }) => message);
    return [this.words.summary(action, findings.length), ...messages].join('. ');
  }
}
