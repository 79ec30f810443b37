// <ab-player data-length data-old-length data-new-length data-bpm>: two versions of a sound in step, one of them heard, and both at will.
//
// Its sounds are server HTML: [data-sound] with data-old and data-new (addresses), their faders (data-old-db,
// data-old-pan) or loudness (data-old-lufs). [data-hear] buttons choose who is heard: "old", "new" or "both"; with
// data-starts they start and pause too.
import { factor, rms } from "../gains.js";
import { Locked, matched } from "../locked.js";
import { audio, claim, meter, yieldTo } from "../sound.js";
import { clock, onFrame, within } from "../times.js";

const SIDES = ["old", "new"];
const LEAD_S = 0.04; // until the first frame: enough for both to be scheduled
const KEPT = 4; // decoded sounds are large

export class AbPlayer extends HTMLElement {
  #decoded = new Map();
  #locked = null;
  #sound = null;
  #hears = "old";
  #position = 0;
  #ticking = 0;
  /** When and where each side was started last: equal, or they are out of step. */
  started = null;

  connectedCallback() {
    clearTimeout(this.leaving);
    if (this.parts) return;
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.#sound = this.querySelector("[data-sound]");
    this.#hears = (this.querySelector("[data-hear][aria-pressed=true]") ?? this.querySelector("[data-hear]"))?.dataset.hear ?? "old";
    this.forget = yieldTo(this, () => this.pause());
    this.#unveil();
    this.#wire();
    this.#show();
    this.#update();
    if (isWhole(this.#sound)) this.#tell(SIDES.map((side) => Number.parseFloat(this.#sound.dataset[`${side}Lufs`])));
  }

  // Moved elements are put back at once; only what stays away is taken down.
  disconnectedCallback() {
    this.leaving = setTimeout(() => this.isConnected || (this.pause(), this.forget(), this.#decoded.clear()), 100);
  }

  get playing() {
    return this.#locked !== null;
  }

  get length() {
    return Number(this.dataset.length);
  }

  get bpm() {
    return Number(this.dataset.bpm) || 120;
  }

  /** "old", "new" or "both". */
  get hears() {
    return this.#hears;
  }

  /** Where both stand, in seconds. */
  get position() {
    if (!this.playing) return this.#position;
    return within(this.started.offset + Math.max(0, audio().currentTime - this.started.when), 0, this.length);
  }

  /** What is heard right now, as a root mean square: 0 is silence. */
  level() {
    if (!this.analyser) return 0;
    this.analyser.getFloatTimeDomainData(this.analyser.samples);
    return rms(this.analyser.samples);
  }

  async play() {
    audio();
    claim(this);
    this.wanted = true;
    document.querySelectorAll("ab-player.current").forEach((other) => other.classList.remove("current"));
    this.classList.add("current");
    const sound = this.#sound;
    this.#say("Loading both…");
    this.#update();
    const voices = await this.#voices(sound).catch(() => null);
    if (sound !== this.#sound || !this.wanted || !this.isConnected) return;
    if (voices) this.#start(voices);
    else this.pause();
    this.#say(voices ? "" : "This could not be loaded. Try again.");
  }

  pause() {
    this.#position = this.position;
    this.wanted = false;
    this.#stop();
    this.#say("");
    this.#update();
  }

  toggle() {
    if (this.wanted) this.pause();
    else this.play();
  }

  /** Go to a time; at the end of all nothing plays on. */
  seek(seconds) {
    this.#stop();
    this.#position = onFrame(within(seconds, 0, this.length));
    if (seconds >= this.length) this.wanted = false;
    if (this.wanted) this.play();
    this.#update();
  }

  /** Let "old", "new" or "both" be heard; where they stand stays as it is. */
  hear(side) {
    this.#hears = side;
    this.#locked?.hear(this.#heard, audio().currentTime);
    this.#show();
    if (this.parts.spoken) this.parts.spoken.textContent = this.querySelector(`[data-hear=${side}]`)?.textContent ?? "";
  }

  /** Hear the other side. */
  swap() {
    this.hear(this.#hears === "old" ? "new" : "old");
  }

  /** Hear one of the sounds, at the same place. */
  choose(sound) {
    const position = this.position;
    this.#stop();
    this.#position = onFrame(position);
    this.#sound = sound;
    this.#show();
    this.play();
  }

  get #heard() {
    return SIDES.map((side) => this.#hears === side || this.#hears === "both");
  }

  #start(voices) {
    const context = audio();
    this.#stop();
    this.analyser ??= this.#meter(context);
    const offset = this.#position < this.length ? this.#position : 0;
    const when = onFrame(context.currentTime + LEAD_S);
    this.#locked = new Locked(context, this.analyser, voices, this.#heard);
    this.#locked.start(when, offset);
    this.started = { when, offset, gains: voices.map((voice) => voice?.gain ?? null) };
    this.#tick();
  }

  #stop() {
    this.#locked?.stop();
    this.#locked = null;
    cancelAnimationFrame(this.#ticking);
  }

  #meter(context) {
    const analyser = meter(context);
    analyser.connect(context.destination);
    return analyser;
  }

  /** Both sides of a sound, with their gains: faders for a stem, matched loudness for a whole beat. */
  async #voices(sound) {
    const found = await Promise.all(SIDES.map((side) => sound.dataset[side] && this.#load(sound.dataset[side])));
    const gains = this.#gains(sound, found);
    return SIDES.map((side, i) => found[i] && { buffer: found[i].buffer, gain: gains[i], pan: Number(sound.dataset[`${side}Pan`] ?? 0) });
  }

  #gains(sound, found) {
    if (!isWhole(sound)) {
      this.#match("Each as loud as it is in its version.");
      return SIDES.map((side) => factor(Number(sound.dataset[`${side}Db`] ?? 0)));
    }
    const loudnesses = SIDES.map((side, i) => Number.parseFloat(sound.dataset[`${side}Lufs`] || found[i]?.lufs));
    this.#tell(loudnesses);
    return matched(loudnesses);
  }

  /** How loud both are, and which one is turned down for it. */
  #tell(loudnesses) {
    if (!loudnesses.every(Number.isFinite)) return this.#match("");
    SIDES.forEach((side, i) => {
      const place = this.querySelector(`[data-loudness=${side}]`);
      if (place) place.textContent = `${signed(loudnesses[i])} LUFS`;
    });
    const by = loudnesses[0] - loudnesses[1];
    const isNear = Math.abs(by) < 0.05;
    this.#match(isNear ? "Both are equally loud." : `${by > 0 ? "A" : "B"} is turned down by ${Math.abs(by).toFixed(1)} dB, so that both are equally loud.`);
  }

  #match(text) {
    if (this.parts.matched) this.parts.matched.textContent = text;
  }

  #load(src) {
    const known = this.#decoded.get(src) ?? this.#fetch(src);
    known.catch(() => this.#decoded.delete(src));
    this.#decoded.delete(src);
    this.#decoded.set(src, known); // the latest last
    for (const old of [...this.#decoded.keys()].slice(0, -KEPT)) this.#decoded.delete(old);
    return known;
  }

  async #fetch(src) {
    const answer = await fetch(src);
    if (!answer.ok) throw new Error(`${src} answered ${answer.status}`);
    const buffer = await audio().decodeAudioData(await answer.arrayBuffer());
    return { buffer, lufs: answer.headers.get("X-Loudness-LUFS") };
  }

  // What only works with this script shows now, and what works without it goes.
  #unveil() {
    for (const part of this.querySelectorAll("[data-part=plain]")) part.hidden = true;
    for (const part of this.querySelectorAll("[data-part=bar], [data-do=solo], [data-hear]")) part.hidden = false;
    for (const wave of this.querySelectorAll("[data-scrub]")) {
      wave.style.width = `${(100 * (this.#lengthOf(wave) ?? this.length)) / this.length}%`;
    }
  }

  #wire() {
    const actions = { toggle: () => this.toggle(), swap: () => this.swap() };
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.hear) this.#press(button.dataset.hear);
      else if (button?.dataset.do === "solo") this.#solo(button.closest("[data-sound]"));
      else actions[button?.dataset.do]?.();
    });
    this.parts.seek?.addEventListener("input", () => this.seek(Number(this.parts.seek.value)));
    this.addEventListener("pointerdown", (event) => this.#drag(event));
  }

  // Without a button of its own to start, whoever is chosen starts; pressed again, it pauses.
  #press(side) {
    const again = side === this.#hears && this.wanted;
    this.hear(side);
    if (this.hasAttribute("data-starts")) again ? this.pause() : this.wanted || this.play();
  }

  #solo(sound) {
    this.choose(sound === this.#sound ? this.querySelector("[data-sound]") : sound);
  }

  #drag(event) {
    const wave = event.target.closest("[data-scrub]");
    if (!wave || event.button) return;
    event.preventDefault();
    const box = wave.getBoundingClientRect();
    const share = (this.#lengthOf(wave) ?? this.length) / box.width;
    const to = ({ clientX }) => this.seek((clientX - box.left) * share);
    const end = () => wave.removeEventListener("pointermove", to);
    wave.setPointerCapture(event.pointerId);
    wave.addEventListener("pointermove", to);
    for (const name of ["pointerup", "pointercancel"]) wave.addEventListener(name, end, { once: true });
    to(event);
  }

  #lengthOf(wave) {
    return Number(this.dataset[`${wave.dataset.scrub}Length`]) || null;
  }

  #tick() {
    cancelAnimationFrame(this.#ticking);
    if (this.playing && this.position >= this.length) {
      this.#stop();
      this.#position = 0;
      this.wanted = false;
    }
    this.#update();
    if (this.playing) this.#ticking = requestAnimationFrame(() => this.#tick());
  }

  #update() {
    const at = this.position;
    const { now, seek } = this.parts;
    if (now) now.textContent = clock(at);
    if (seek) {
      seek.value = at;
      seek.style.setProperty("--v", `${(at / this.length) * 100}%`);
      seek.setAttribute("aria-valuetext", `${clock(at)} of ${clock(this.length)}`);
    }
    for (const wave of this.querySelectorAll("[data-scrub] wave-form")) {
      wave.progress = within(at / (this.#lengthOf(wave.parentElement) ?? this.length), 0, 1);
    }
    if (this.hasAttribute("data-starts")) this.#show();
    const toggle = this.querySelector("[data-do=toggle]");
    toggle?.setAttribute("aria-pressed", String(Boolean(this.wanted)));
    toggle?.setAttribute("aria-label", this.wanted ? "Pause" : "Play");
  }

  #show() {
    for (const button of this.querySelectorAll("[data-hear]")) {
      const mayShow = this.wanted || !this.hasAttribute("data-starts");
      button.setAttribute("aria-pressed", String(button.dataset.hear === this.#hears && mayShow));
    }
    for (const sound of this.querySelectorAll("[data-sound]")) {
      sound.classList.toggle("sounding", sound === this.#sound);
      sound.querySelector("[data-do=solo]")?.setAttribute("aria-pressed", String(sound === this.#sound));
    }
    for (const scrub of this.querySelectorAll("[data-scrub]")) {
      const side = scrub.dataset.scrub;
      const isAside = this.wanted || !this.hasAttribute("data-starts");
      scrub.classList.toggle("unheard", isAside && side !== "both" && this.#hears !== "both" && this.#hears !== side);
    }
    if (this.parts.sound) this.parts.sound.textContent = this.#sound?.dataset.name ?? "";
  }

  #say(text) {
    if (this.parts.status) this.parts.status.textContent = text;
  }
}

const isWhole = (sound) => "oldLufs" in sound.dataset; // masters are matched, stems keep their faders
const signed = (value) => value.toFixed(1).replace("-", "−");

customElements.define("ab-player", AbPlayer);
