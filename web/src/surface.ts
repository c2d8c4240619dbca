// The widget's one element in a page: a shadow root behind the box, with the marks that lie
// over the box, the panel under it, and the live region slotted in.
import { Announcer } from './announcer.js';
import { safely } from './complain.js';
import type { Judgement } from './controller.js';
import { createMarks } from './create-marks.js';
import { create, createIn, documentOf } from './dom.js';
import { Explainer } from './explainer.js';
import type { Field } from './field.js';
import type { Words } from './i18n/words.js';
import { mountPoint } from './mount-point.js';
import { Panel, type PanelActions, type PanelFacts } from './panel.js';
import { isAboutWhole, marksOf } from './spans.js';
import { Steady } from './steady.js';
import { adoptStyles } from './styles.js';
import { Tip } from './tip.js';

/** A page that takes the panel away this often does not want it. */
const mostMounts = 50;

export class Surface {
  private readonly stop = new AbortController();
  private readonly host: HTMLElement;
  private readonly marks;
  private readonly panel: Panel;
  private readonly announcer: Announcer;
  private readonly explainer: Explainer;
  private readonly tip = new Tip();
  private readonly steady: Steady;
  private mounts = 0;
  private frame: number | null = null;

  constructor(
    field: Field,
    private readonly mountAfter: Element,
    private readonly words: Words,
    facts: PanelFacts,
    actions: PanelActions,
  ) {
    const owner = documentOf(mountAfter);
    this.host = createIn(owner, 'div', { class: 'precheck' });
    this.marks = createMarks(field);
    this.panel = new Panel(words, facts, actions);
    this.announcer = new Announcer(field);
    this.announcer.region.lang = words.language;
    this.steady = new Steady(owner);
    this.build();
    this.mount();
    this.explainer = new Explainer(
      field,
      this.marks,
      this.tip,
      (finding) => {
        this.panel.setCurrent(finding);
      },
      this.stop.signal,
    );
  }

  /** Stands behind the box, also after a page's script moved the box or redrew around it. */
  mount(): void {
    const point = mountPoint(this.mountAfter);
    if (point.nextSibling === this.host || this.mounts++ > mostMounts) return;
    point.after(this.host);
    this.marks.fit();
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

  /** False where the page hides the panel: then nobody could be asked. */
  showHeld(judgement: Judgement): boolean {
    this.steady.forget();
    this.mount();
    this.render({ ...judgement, settled: true });
    this.panel.showHeld(true);
    if (this.panel.root.getClientRects().length === 0) return false;
    this.panel.focusSummary();
    return true;
  }

  showReleased(): void {
    this.panel.showHeld(false);
  }

  dispose(): void {
    this.stop.abort();
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.explainer.close();
    this.steady.dispose();
    this.marks.dispose();
    this.announcer.dispose();
    this.host.remove();
  }

  private render(judgement: Judgement | null): void {
    this.explainer.keep(judgement?.verdict.findings ?? []);
    if (!judgement) {
      this.clear();
      return;
    }
    const { text, verdict, settled } = judgement;
    // What concerns the comment as a whole, such as its length, waits until the person pauses.
    const due = verdict.findings.filter((finding) => settled || !isAboutWhole(text, finding));
    this.marks.show(text, marksOf(due));
    this.panel.show(text, verdict, due);
    this.placeSoon();
    if (settled) this.announcer.say(this.spoken(judgement));
  }

  /** The panel may have moved the surface that the marks lie in; before the next frame is time enough. */
  private placeSoon(): void {
    this.frame ??= requestAnimationFrame(
      safely(() => {
        this.frame = null;
        this.marks.place();
      }),
    );
  }

  private build(): void {
    const root = this.host.attachShadow({ mode: 'open' });
    adoptStyles(root);
    const surface = create('div', { class: 'surface' });
    surface.append(this.marks.layer, this.panel.root, this.panel.ready, this.tip.root);
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
