// <piano-roll>: notes of an SVG are chosen by clicking them, as by the boxes below it, and can be heard.
class PianoRoll extends HTMLElement {
  #context = null;

  connectedCallback() {
    this.form = this.closest("form");
    this.addEventListener("click", ({ target }) => this.#toggle(target.closest("[data-note]")));
    this.form.addEventListener("change", this.#mark);
    this.play = this.form.querySelector("[data-part=play]");
    this.play.hidden = false;
    this.play.addEventListener("click", () => this.#hear());
    this.#mark();
  }

  disconnectedCallback() {
    this.#context?.close();
  }

  get notes() {
    return [...this.querySelectorAll("[data-note]")];
  }

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
    for (const note of this.notes) note.toggleAttribute("data-chosen", this.#box(note)?.checked);
  };

  /** All of them from the first, or silence where they sound. */
  async #hear() {
    const wasPlaying = this.#context;
    this.#context = null;
    await wasPlaying?.close();
    this.play.setAttribute("aria-pressed", String(!wasPlaying));
    if (wasPlaying || !this.notes.length) return;
    const context = (this.#context = new AudioContext());
    await context.resume();
    const from = context.currentTime + 0.1 - Number(this.notes[0].dataset.start);
    const last = this.notes.map((note) => this.#sound(context, from, note.dataset)).at(-1);
    last.addEventListener("ended", () => context === this.#context && this.#hear());
  }

  #sound(context, from, { start, length, pitch }) {
    const at = from + Number(start);
    const end = at + Number(length);
    const voice = new OscillatorNode(context, { type: "triangle", frequency: 440 * 2 ** ((pitch - 69) / 12) });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.3, at + 0.01);
    gain.gain.setValueAtTime(0.3, Math.max(at + 0.01, end - 0.03));
    gain.gain.linearRampToValueAtTime(0, end);
    voice.connect(gain).connect(context.destination);
    voice.start(at);
    voice.stop(end);
    return voice;
  }
}

customElements.define("piano-roll", PianoRoll);
