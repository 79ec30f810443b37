// <wave-form src mode="bars|solid">: a canvas that draws peaks. Its `progress` (0 … 1 or null) colours what has been heard.
import { columns, load } from "../peaks.js";

const BAR = 2;
const GAP = 1.5;
const ASIDE = "200px"; // how near the view it must be before it loads

export class WaveForm extends HTMLElement {
  static observedAttributes = ["src"];
  #canvas = null;
  #peaks = null;
  #progress = null;
  #frame = 0;

  connectedCallback() {
    this.#canvas = this.querySelector("canvas") ?? this.appendChild(document.createElement("canvas"));
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#adopt();
    this.resizing = new ResizeObserver(() => this.#draw());
    this.resizing.observe(this);
    this.seeing = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#fetch(), { rootMargin: ASIDE });
    this.seeing.observe(this);
  }

  disconnectedCallback() {
    this.resizing.disconnect();
    this.seeing.disconnect();
  }

  attributeChangedCallback() {
    this.#peaks = null;
    if (this.#canvas) this.#fetch();
  }

  /** What was set before the element was upgraded hides the setter: take it over. */
  #adopt() {
    if (!Object.hasOwn(this, "progress")) return;
    const { progress } = this;
    delete this.progress;
    this.progress = progress;
  }

  get progress() {
    return this.#progress;
  }

  set progress(value) {
    if (value === this.#progress) return;
    this.#progress = value;
    this.#draw();
  }

  async #fetch() {
    const src = this.getAttribute("src");
    this.seeing?.disconnect();
    if (src) {
      const peaks = await load(src).catch(() => null);
      if (src === this.getAttribute("src")) this.#peaks = peaks;
    }
    this.#draw();
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint() {
    const { clientWidth: width, clientHeight: height } = this;
    if (!width || !height) return;
    const pen = this.#fit(width, height);
    const style = getComputedStyle(this);
    const colours = { heard: style.color, rest: this.#progress === null ? style.color : style.getPropertyValue("--wave-rest") };
    const step = this.getAttribute("mode") === "bars" ? BAR + GAP : 1;
    const count = Math.max(1, Math.floor(width / step));
    const shape = this.#peaks && columns(this.#peaks.made, count);
    for (let x = 0; x < count; x++) this.#column(pen, x, step, height, shape, colours, count);
  }

  #fit(width, height) {
    const ratio = window.devicePixelRatio || 1;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== w) this.#canvas.width = w;
    if (this.#canvas.height !== h) this.#canvas.height = h;
    const pen = this.#canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  #column(pen, x, step, height, shape, colours, count) {
    const half = height / 2;
    const scale = shape ? half * this.#peaks.zoom * 0.96 : 0;
    const top = shape ? Math.min(half, shape[2 * x + 1] * scale) : 0;
    const bottom = shape ? Math.min(half, -shape[2 * x] * scale) : 0;
    pen.fillStyle = this.#progress !== null && x / count < this.#progress ? colours.heard : colours.rest;
    if (step === 1) pen.fillRect(x, half - top, 1, Math.max(1, top + bottom));
    else this.#bar(pen, x * step, half, Math.max(1, (top + bottom) / 2));
  }

  #bar(pen, x, middle, reach) {
    pen.beginPath();
    pen.roundRect(x, middle - reach, BAR, reach * 2, BAR / 2);
    pen.fill();
  }
}

customElements.define("wave-form", WaveForm);
