// <piano-roll data-step>: the notes of a hum, in an SVG and in fields. Notes are dragged, or moved by the keyboard; each
// change goes into the fields, is sent at once, and can be taken back. Without it the fields and buttons do the same.
import { sounded } from "../notes.js";

const EDGE = 8;
const TYPING_MS = 300;
const LEAST_DRAG = 3;
const UNKEPT = "This change is not kept yet: the server did not answer. Press “Put the notes there” below to send it again.";
const ARROWS = { ArrowUp: ["pitch", 1], ArrowDown: ["pitch", -1], ArrowRight: ["start", 1], ArrowLeft: ["start", -1] };

class PianoRoll extends HTMLElement {
  #context = null;
  #drag = null;
  #undo = [];
  #dirty = new Map();
  #timer = 0;
  #sending = Promise.resolve();
  #unanswered = 0;

  connectedCallback() {
    this.form = this.closest("form");
    for (const [name, act] of Object.entries(this.#acts)) this.addEventListener(name, act);
    this.form.addEventListener("change", this.#mark);
    this.#button("play", () => this.#hear());
    this.#button("undo", () => this.#takeBack()).hidden = true;
    this.form.querySelector("[data-part=how]").hidden = false;
    document.addEventListener("htmx:confirm", this.#first);
    this.#dress();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:confirm", this.#first);
    this.#context?.close();
  }

  #acts = {
    pointerdown: (event) => this.#grab(event),
    pointermove: (event) => this.#pull(event),
    pointerup: () => this.#drop(),
    pointercancel: () => this.#drop(),
    click: ({ target, detail }) => detail && !this.#drag?.isOver && this.#toggle(target.closest("[data-note]")),
    keydown: (event) => this.#press(event),
  };

  #button(part, act) {
    const button = this.form.querySelector(`[data-part=${part}]`);
    button.hidden = false;
    button.addEventListener("click", act);
    return button;
  }

  get notes() {
    return [...this.querySelectorAll("[data-note]")];
  }

  /** What only makes sense where notes can be taken hold of. */
  #dress() {
    const svg = this.querySelector("svg");
    this.grid = Object.fromEntries(["gutter", "beat", "row"].map((name) => [name, Number(svg.dataset[name])]));
    svg.setAttribute("role", "group");
    for (const note of this.notes) {
      for (const [name, value] of [["tabindex", 0], ["role", "button"], ["aria-roledescription", "note"]]) note.setAttribute(name, value);
      note.setAttribute("aria-label", note.querySelector("title").textContent);
    }
    this.#mark();
  }

  // -- choosing ------------------------------------------------------------------------------------------------------
  #box(note) {
    return this.form.querySelector(`input[name=note][value="${note.dataset.note}"]`);
  }

  #toggle(note) {
    if (!note) return;
    const box = this.#box(note);
    box.checked = !box.checked;
    this.#mark();
  }

  #mark = () => {
    for (const note of this.notes) {
      const isChosen = Boolean(this.#box(note)?.checked);
      note.toggleAttribute("data-chosen", isChosen);
      note.setAttribute("aria-pressed", String(isChosen));
    }
  };

  /** A note, and all others that are chosen where it is one of them. */
  #with(note) {
    return note.hasAttribute("data-chosen") ? this.notes.filter((one) => one.hasAttribute("data-chosen")) : [note];
  }

  // -- moving --------------------------------------------------------------------------------------------------------
  #grab(event) {
    const note = event.target.closest("[data-note]");
    this.#drag = null;
    if (!note || event.button) return;
    const { right, width } = note.getBoundingClientRect();
    const isEdge = right - event.clientX < Math.min(EDGE, width / 3);
    const held = this.#with(note).map((one) => [one, this.#values(one)]);
    this.#drag = { held, x: event.clientX, y: event.clientY, isEdge, isOver: false };
    note.setPointerCapture(event.pointerId);
  }

  #pull({ clientX, clientY, buttons }) {
    const drag = this.#drag;
    if (!drag || !buttons) return;
    const [right, down] = [clientX - drag.x, clientY - drag.y];
    if (!drag.isOver && Math.hypot(right, down) < LEAST_DRAG) return;
    drag.isOver = true;
    const { a: scale } = drag.held[0][0].getScreenCTM();
    const by = this.#stepped(right / scale / this.grid.beat);
    const change = drag.isEdge ? { length: by } : { start: by, pitch: -Math.round(down / scale / this.grid.row) };
    for (const [note, from] of drag.held) this.#put(note, this.#moved(from, change));
  }

  #drop() {
    const drag = this.#drag;
    if (!drag?.isOver) return;
    this.#changed(drag.held.map(([note, from]) => [note.dataset.note, from]), 0);
    setTimeout(() => (this.#drag = null)); // after the click that follows
  }

  #press(event) {
    const note = event.target.closest("[data-note]");
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && this.#undo.length) {
      event.preventDefault();
      this.#takeBack();
      return;
    }
    if (!note || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " || event.key === "Enter") this.#toggle(note);
    else if (ARROWS[event.key]) this.#nudge(note, ...ARROWS[event.key], event.shiftKey);
    else return;
    event.preventDefault();
  }

  #nudge(note, what, way, isMore) {
    const step = Number(this.dataset.step);
    const change = what === "pitch" ? { pitch: way * (isMore ? 12 : 1) } : { [isMore ? "length" : "start"]: way * step };
    const before = this.#with(note).map((one) => [one, this.#values(one)]);
    for (const [one, from] of before) this.#put(one, this.#moved(from, change));
    this.#changed(before.map(([one, from]) => [one.dataset.note, from]), TYPING_MS);
  }

  #stepped(beats) {
    const step = Number(this.dataset.step);
    return Math.round(beats / step) * step;
  }

  #values({ dataset }) {
    return { pitch: Number(dataset.pitch), start: Number(dataset.beats), length: Number(dataset.lasts) };
  }

  #moved(from, { pitch = 0, start = 0, length = 0 }) {
    const step = Number(this.dataset.step);
    return {
      pitch: Math.max(0, Math.min(127, from.pitch + pitch)),
      start: Math.max(0, from.start + start),
      length: Math.max(Math.min(step, from.length), from.length + length),
    };
  }

  /** Show a note elsewhere, and say so in its fields. */
  #put(note, { pitch, start, length }) {
    const { gutter, beat, row } = this.grid;
    note.setAttribute("y", Number(note.getAttribute("y")) - (pitch - Number(note.dataset.pitch)) * row);
    note.setAttribute("x", gutter + start * beat);
    note.setAttribute("width", Math.max(4, length * beat - 1));
    Object.assign(note.dataset, { pitch, beats: start, lasts: length });
    for (const [name, value] of Object.entries({ pitch, start, length })) {
      this.form.elements[`${name}-${note.dataset.note}`].value = String(Math.round(1000 * value) / 1000);
    }
  }

  // -- keeping -------------------------------------------------------------------------------------------------------
  #changed(before, wait) {
    this.#undo.push(before);
    this.#keep(before.map(([id]) => id), wait);
  }

  #takeBack() {
    const before = this.#undo.pop();
    for (const [id, values] of before ?? []) {
      const note = this.querySelector(`[data-note="${id}"]`);
      if (note) this.#put(note, values);
      this.#dirty.set(id, values);
    }
    if (before) this.#keep([], 0);
  }

  #keep(ids, wait) {
    for (const id of ids) this.#dirty.set(id, this.#values(this.querySelector(`[data-note="${id}"]`)));
    this.form.querySelector("[data-part=undo]").hidden = !this.#undo.length;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  #send() {
    clearTimeout(this.#timer);
    if (this.#dirty.size) {
      const told = new FormData();
      for (const [id, values] of this.#dirty) for (const [name, value] of Object.entries(values)) told.set(`${name}-${id}`, value);
      told.set("do", "place");
      told.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      this.#dirty = new Map();
      this.#unanswered += 1;
      this.#sending = this.#sending.then(() => this.#sent(told));
    }
    return this.#sending;
  }

  async #sent(told) {
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: told });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("piano-roll");
      if (!fresh || (!answer.ok && answer.status !== 422)) throw new Error(answer.statusText);
      if (!this.#dirty.size && !this.#drag?.isOver) this.#show(page, fresh);
    } catch {
      this.#say(UNKEPT);
    } finally {
      this.#unanswered -= 1;
    }
  }

  /** What has come of it: on the grid, in the key, with its names. */
  #show(page, fresh) {
    const focused = document.activeElement?.closest("[data-note]")?.dataset.note;
    const chosen = new Set(this.notes.filter((note) => note.hasAttribute("data-chosen")).map((note) => note.dataset.note));
    const roll = this.querySelector(".roll");
    const [isOpen, left] = [this.querySelector("details").open, roll.scrollLeft];
    this.replaceChildren(...fresh.childNodes);
    for (const box of this.querySelectorAll("input[name=note]")) box.checked = chosen.has(box.value);
    this.querySelector("details").open = isOpen;
    this.querySelector(".roll").scrollLeft = left;
    this.#dress();
    if (focused) this.querySelector(`[data-note="${focused}"]`)?.focus({ preventScroll: true });
    for (const part of ["chips", "restore", "told", "heard-key"]) {
      const at = `[data-part=${part}]`;
      document.querySelector(at).replaceChildren(...page.querySelector(at).childNodes);
    }
  }

  #say(words) {
    const told = Object.assign(document.createElement("p"), { className: "error", textContent: words });
    this.form.querySelector("[data-part=told]").replaceChildren(told);
  }

  /** Whatever is sent from this page comes after what was moved. */
  #first = (event) => {
    if (!this.#dirty.size && !this.#unanswered) return;
    event.preventDefault();
    this.#send().then(() => event.detail.issueRequest());
  };

  // -- hearing -------------------------------------------------------------------------------------------------------
  /** All of them from the first, or silence where they sound. */
  async #hear() {
    const wasPlaying = this.#context;
    this.#context = null;
    await wasPlaying?.close();
    this.form.querySelector("[data-part=play]").setAttribute("aria-pressed", String(!wasPlaying));
    if (wasPlaying || !this.notes.length) return;
    const context = (this.#context = new AudioContext());
    await context.resume();
    const last = sounded(context, this.notes.map((note) => note.dataset));
    last.addEventListener("ended", () => context === this.#context && this.#hear());
  }
}

customElements.define("piano-roll", PianoRoll);
