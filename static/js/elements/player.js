// <beat-player>: plays one master at a time through an <audio>, and goes on while pages change around it.
import { rms } from "../gains.js";
import { audio, claim, meter, yieldTo } from "../sound.js";
import { clock, within } from "../times.js";

export class BeatPlayer extends HTMLElement {
  #beat = null;
  #list = [];
  #analyser = null;
  #ticking = 0;

  connectedCallback() {
    if (this.media) return;
    this.media = this.querySelector("audio");
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    document.addEventListener("beat:play", (event) => this.play(event.detail.beat, event.detail.list));
    yieldTo(this, () => this.media.pause());
    this.#wire();
    this.tell();
  }

  /** Whether it sounds. */
  get playing() {
    return !this.media.paused;
  }

  get src() {
    return this.#beat?.src ?? null;
  }

  /** Play a beat {src, title, by, href, peaks, bpm, key, length, cover}, or pause it where it plays already. */
  play(beat, list = []) {
    this.#connect();
    this.#list = list;
    if (beat.src === this.src) return this.toggle();
    this.#show(beat);
    this.media.src = beat.src;
    this.#start();
  }

  toggle() {
    if (!this.#beat) return;
    this.#connect();
    if (this.playing) this.media.pause();
    else this.#start();
  }

  /** Go to the beat so many places on in the list it was started from. */
  step(by) {
    const at = this.#list.findIndex((beat) => beat.src === this.src);
    if (by < 0 && this.media.currentTime > 3) this.media.currentTime = 0;
    else if (at >= 0 && this.#list[at + by]) this.play(this.#list[at + by], this.#list);
  }

  /** What is heard right now, as a root mean square: 0 is silence. */
  level() {
    if (!this.#analyser) return 0;
    this.#analyser.getFloatTimeDomainData(this.#analyser.samples);
    return rms(this.#analyser.samples);
  }

  /** Say once more what is playing, for elements that came later. */
  tell() {
    const detail = { src: this.src, playing: this.playing, progress: this.#progress };
    document.dispatchEvent(new CustomEvent("player:state", { detail }));
  }

  get #length() {
    return Number.isFinite(this.media.duration) ? this.media.duration : Number(this.#beat?.length ?? 0);
  }

  get #progress() {
    return this.#length ? within(this.media.currentTime / this.#length, 0, 1) : 0;
  }

  #start() {
    claim(this);
    this.media.play().catch((problem) => problem.name !== "AbortError" && this.#failed());
  }

  #failed() {
    this.parts.by.textContent = "This beat could not be played.";
  }

  #connect() {
    const context = audio();
    if (this.#analyser) return;
    this.#analyser = meter(context);
    context.createMediaElementSource(this.media).connect(this.#analyser).connect(context.destination);
  }

  #show(beat) {
    const { title, by, cover, wave, bpm, key, seek } = this.parts;
    this.#beat = beat;
    this.hidden = false;
    title.textContent = beat.title;
    title.href = beat.href;
    by.textContent = beat.by ?? "";
    this.blank ??= cover.innerHTML;
    cover.innerHTML = beat.cover || this.blank;
    wave.setAttribute("src", beat.peaks ?? "");
    seek.max = beat.length ?? 1;
    [[bpm, beat.bpm && `${beat.bpm} BPM`], [key, beat.key]].forEach(([chip, text]) => {
      chip.hidden = !text;
      chip.textContent = text ?? "";
    });
    this.#update();
  }

  #wire() {
    const { media, parts } = this;
    const actions = { toggle: () => this.toggle(), back: () => this.step(-1), on: () => this.step(1) };
    this.addEventListener("click", (event) => actions[event.target.closest("[data-do]")?.dataset.do]?.());
    parts.seek.addEventListener("input", () => this.#seek(Number(parts.seek.value)));
    parts.volume.addEventListener("input", () => (media.volume = Number(parts.volume.value)));
    for (const name of ["play", "pause", "ended", "seeked", "loadedmetadata"]) media.addEventListener(name, () => this.#update());
    media.addEventListener("play", () => this.#tick());
    media.addEventListener("ended", () => this.step(1));
    media.addEventListener("error", () => this.#beat && this.#failed());
  }

  #seek(seconds) {
    this.media.currentTime = seconds;
    this.#update();
  }

  #tick() {
    cancelAnimationFrame(this.#ticking);
    this.#update();
    if (this.playing) this.#ticking = requestAnimationFrame(() => this.#tick());
  }

  #update() {
    const { now, length, seek, wave } = this.parts;
    const button = this.querySelector("[data-do=toggle]");
    now.textContent = clock(this.media.currentTime);
    length.textContent = clock(this.#length);
    seek.max = this.#length || 1;
    seek.value = this.media.currentTime;
    seek.setAttribute("aria-valuetext", `${clock(this.media.currentTime)} of ${clock(this.#length)}`);
    seek.parentElement.style.setProperty("--v", `${this.#progress * 100}%`);
    wave.progress = this.#progress;
    button.setAttribute("aria-pressed", String(this.playing));
    button.setAttribute("aria-label", this.playing ? "Pause" : "Play");
    this.tell();
  }
}

customElements.define("beat-player", BeatPlayer);
