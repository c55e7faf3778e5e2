import { keyZoom, pan, pinch, wheelFactor, zoomAbout, type Fingers, type TimeSpan } from './zoom.js';

export interface GestureTarget {
  /** What is shown now. */
  view: () => TimeSpan;
  /** Shows another stretch at once, from what is already there. */
  preview: (span: TimeSpan) => void;
  /** The gesture is over: this stretch is wanted. */
  settle: (span: TimeSpan) => void;
  reset: () => void;
}

/** A gesture of many small steps is over when nothing came for so long. */
const SETTLE_MS = 280;
/** A page that is being scrolled goes on scrolling when the plot comes under the pointer. */
const SCROLLING_MS = 350;

let lastScrollAt = -Infinity;

/** Wheel, fingers and keys on a plot. A drag with the mouse marks a stretch and is the plot's own. */
export class PlotGestures {
  readonly #box: HTMLElement;
  readonly #target: GestureTarget;
  readonly #fingers = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #moved = false;
  readonly #abort = new AbortController();

  constructor(box: HTMLElement, target: GestureTarget) {
    this.#box = box;
    this.#target = target;
    const { signal } = this.#abort;
    window.addEventListener('wheel', this.#onAnyWheel, { passive: true, capture: true, signal });
    box.addEventListener('wheel', this.#onWheel, { passive: false, signal });
    box.addEventListener('keydown', this.#onKey, { signal });
    box.addEventListener('pointerdown', this.#onDown, { signal });
    box.addEventListener('pointermove', this.#onMove, { signal });
    box.addEventListener('pointerup', this.#onUp, { signal });
    box.addEventListener('pointercancel', this.#onUp, { signal });
    // Two fingers never scroll the page, however they move.
    box.addEventListener('touchstart', (event) => { if (event.touches.length > 1) { event.preventDefault(); } }, { passive: false, signal });
  }

  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
  }

  #show(span: TimeSpan): void {
    this.#target.preview(span);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#target.settle(this.#target.view()), SETTLE_MS);
  }

  #partOf(clientX: number): number {
    const area = this.#box.querySelector('.u-over') ?? this.#box;
    const { left, width } = area.getBoundingClientRect();
    return width > 0 ? (clientX - left) / width : 0.5;
  }

  readonly #onAnyWheel = (event: WheelEvent): void => {
    if (!event.composedPath().includes(this.#box)) {
      lastScrollAt = event.timeStamp;
    }
  };

  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && event.timeStamp - lastScrollAt < SCROLLING_MS) {
      lastScrollAt = event.timeStamp;
      return;
    }
    event.preventDefault();
    const view = this.#target.view();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      const delta = event.deltaX === 0 ? event.deltaY : event.deltaX;
      this.#show(pan(view, Math.max(-0.5, Math.min(0.5, delta / 600))));
      return;
    }
    const atS = view.fromS + this.#partOf(event.clientX) * (view.toS - view.fromS);
    this.#show(zoomAbout(view, atS, wheelFactor(event.deltaY, event.deltaMode)));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = keyZoom(this.#target.view(), event.key);
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    if (to === 'reset') {
      clearTimeout(this.#timer);
      this.#target.reset();
    } else {
      this.#show(to);
    }
  };

  readonly #onDown = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' && this.#fingers.size < 2) {
      this.#fingers.set(event.pointerId, this.#partOf(event.clientX));
      this.#moved = false;
    }
  };

  readonly #onMove = (event: PointerEvent): void => {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    const after = this.#partOf(event.clientX);
    const view = this.#target.view();
    if (this.#fingers.size === 1) {
      if (!this.#moved && Math.abs(after - before) < 0.01) {
        return;
      }
      this.#target.preview(pan(view, before - after));
    } else {
      const ids = [...this.#fingers.keys()];
      const [a, b] = [...this.#fingers.values()] as unknown as Fingers;
      this.#target.preview(pinch(view, [a, b], event.pointerId === ids[0] ? [after, b] : [a, after]));
    }
    this.#moved = true;
    this.#fingers.set(event.pointerId, after);
  };

  readonly #onUp = (event: PointerEvent): void => {
    if (this.#fingers.delete(event.pointerId) && this.#fingers.size === 0 && this.#moved) {
      this.#moved = false;
      this.#target.settle(this.#target.view());
    }
  };
}
