// <stem-mixer data-tone data-bpm data-length>: plays stems locked to the sample, with mute, solo, volume and pan for each.
//
// The lanes are server HTML: [data-lane] with data-src, a fader and a pan (inputs, with data-was) and two buttons. What is
// elsewhere than it was gives the class "moved", which shows the form that keeps it. All stems start from one transport;
// media elements would drift apart.
import { changed, factors, rms, sides, spoken, whereabouts } from "../gains.js";
import { audio, claim, meter, yieldTo } from "../sound.js";
import { clock, onFrame, place, within } from "../times.js";

const LOOK_AHEAD_S = 0.025;
const RAMP_S = 0.012;
let tone; // a promise of Tone on the page's AudioContext

function loadTone(src) {
  tone ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, onerror: () => reject(new Error("Tone.js is missing")) });
    script.onload = () => resolve(window.Tone);
    document.head.append(script);
  }).then((Tone) => {
    Tone.setContext(new Tone.Context({ context: audio(), lookAhead: LOOK_AHEAD_S }));
    return Tone;
  });
  tone.catch(() => (tone = undefined));
  return tone;
}

/** A pan between two nodes, as the server has it: {set(percent), dispose()}. */
function panned(Tone, from, to, percent) {
  const split = new Tone.Split({ channels: 2 });
  const merge = new Tone.Merge({ channels: 2 }).connect(to);
  const gains = sides(percent).map((value, side) => {
    const gain = new Tone.Gain(value);
    split.connect(gain, side, 0);
    gain.connect(merge, 0, side);
    return gain;
  });
  const both = new Tone.Gain({ channelCount: 2, channelCountMode: "explicit" }).connect(split);
  from.connect(both);
  return {
    set: (now) => sides(now).forEach((value, side) => gains[side].gain.rampTo(value, RAMP_S)),
    dispose: () => [both, split, merge, ...gains].forEach((node) => node.dispose()),
  };
}

/** A lane of the page as a stem, its fader and pan where they stand. */
function read(lane) {
  const [fader, pan] = ["volume", "pan"].map((name) => lane.querySelector(`[data-do=${name}]`));
  const at = { db: Number(fader.value), wasDb: Number(fader.dataset.was), pan: Number(pan.value), wasPan: Number(pan.dataset.was) };
  return { lane, name: lane.getAttribute("aria-label"), mute: false, solo: false, ...at };
}

export class StemMixer extends HTMLElement {
  #stems = [];
  #engine = null; // {Tone, transport, strips, analyser} once the stems are loaded
  #position = 0;
  #playing = false;
  #ticking = 0;
  #forget = null;

  connectedCallback() {
    clearTimeout(this.leaving);
    if (this.#stems.length) return;
    this.#stems = [...this.querySelectorAll("[data-lane]")].map(read);
    this.#forget = yieldTo(this, () => this.pause());
    this.#wire();
    this.#update();
    this.#show();
  }

  // Moved elements are put back at once; only what stays away is taken down.
  disconnectedCallback() {
    this.leaving = setTimeout(() => this.#dispose(), 100);
  }

  get playing() {
    return this.#playing;
  }

  get length() {
    return Number(this.dataset.length);
  }

  get bpm() {
    return Number(this.dataset.bpm) || 120;
  }

  /** Where it stands, in seconds. */
  get position() {
    if (!this.#playing) return this.#position;
    const { Tone, transport } = this.#engine;
    return within(transport.getSecondsAtTime(Tone.immediate()), 0, this.length);
  }

  /** What is heard right now, as a root mean square: 0 is silence. */
  level() {
    const analyser = this.#engine?.analyser;
    if (!analyser) return 0;
    analyser.getFloatTimeDomainData(analyser.samples);
    return rms(analyser.samples);
  }

  async play() {
    audio();
    claim(this);
    this.wanted = true;
    try {
      this.loaded ??= this.#load();
      this.#engine = await this.loaded;
    } catch {
      return this.#failed();
    }
    if (this.wanted && this.isConnected) this.#start();
  }

  pause() {
    this.wanted = false;
    if (!this.#playing) return;
    this.#position = this.position;
    this.#stop();
  }

  toggle() {
    if (this.#playing || this.wanted) this.pause();
    else this.play();
    this.#update();
  }

  /** Go to a time; at the end of all nothing plays on. */
  seek(seconds) {
    const playing = this.#playing;
    if (playing) this.#stop();
    this.#position = onFrame(within(seconds, 0, this.length));
    if (seconds >= this.length) this.wanted = false;
    else if (playing) this.#start();
    this.#update();
  }

  /** Change a stem: {mute, solo, db, pan}. */
  set(lane, change) {
    Object.assign(this.#stems.find((stem) => stem.lane === lane), change);
    this.#balance();
    this.#show();
  }

  #start() {
    const { transport } = this.#engine;
    if (this.#position >= this.length) this.#position = 0;
    transport.seconds = this.#position;
    transport.start();
    this.#playing = true;
    this.#tick();
  }

  #stop() {
    this.#engine.transport.stop();
    this.#playing = false;
    this.#update();
  }

  async #load() {
    const Tone = await loadTone(this.dataset.tone);
    let done = 0;
    this.#say(`Loading stems, 0 of ${this.#stems.length}`);
    const buffers = await Promise.all(
      this.#stems.map(async ({ lane }) => {
        const buffer = await this.#decode(lane.dataset.src);
        this.#say(`Loading stems, ${++done} of ${this.#stems.length}`);
        return buffer;
      }),
    );
    this.#say("");
    return this.#build(Tone, buffers);
  }

  async #decode(src) {
    const answer = await fetch(src);
    if (!answer.ok) throw new Error(`${src} answered ${answer.status}`);
    return audio().decodeAudioData(await answer.arrayBuffer());
  }

  #build(Tone, buffers) {
    const transport = Tone.getTransport();
    transport.stop();
    transport.cancel();
    const analyser = meter(audio());
    const out = new Tone.Gain(1);
    out.connect(analyser);
    analyser.connect(audio().destination);
    const loud = factors(this.#stems);
    const strips = buffers.map((buffer, i) => {
      const fader = new Tone.Gain(loud[i]);
      const pan = panned(Tone, fader, out, this.#stems[i].pan);
      const player = new Tone.Player(new Tone.ToneAudioBuffer(buffer)).connect(fader);
      player.sync().start(0);
      return { fader, player, pan };
    });
    return { Tone, transport, strips, analyser, out };
  }

  #balance() {
    if (!this.#engine) return;
    factors(this.#stems).forEach((value, i) => this.#engine.strips[i].fader.gain.rampTo(value, RAMP_S));
    this.#stems.forEach(({ pan }, i) => this.#engine.strips[i].pan.set(pan));
  }

  #dispose() {
    if (this.isConnected) return;
    this.pause();
    this.#forget?.();
    this.#engine?.strips.forEach(({ player, fader, pan }) => (player.unsync(), player.dispose(), fader.dispose(), pan.dispose()));
    this.#engine?.out.dispose();
    this.#engine?.analyser.disconnect();
    this.#engine = this.loaded = null;
  }

  #failed() {
    this.loaded = null;
    this.wanted = false;
    this.#say("The stems could not be loaded. Try again.");
    this.#update();
  }

  #wire() {
    const part = (name) => this.querySelector(`[data-part=${name}]`);
    this.parts = { now: part("now"), place: part("place"), seek: part("seek"), status: part("status"), toggle: part("toggle"), head: part("head"), lanes: part("lanes") };
    this.parts.toggle.addEventListener("click", () => this.toggle());
    this.parts.seek.addEventListener("input", () => this.seek(Number(this.parts.seek.value)));
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("input", (event) => this.#fade(event));
    this.addEventListener("reset", (event) => this.#asWas(event));
    this.addEventListener("pointerdown", (event) => this.#drag(event));
    new ResizeObserver(() => this.#update()).observe(this.parts.lanes);
    this.#ruler();
  }

  #ruler() {
    for (const section of this.querySelectorAll(".ruler [data-start]")) {
      const { start, end, energy } = section.dataset;
      section.style.left = `${(start / this.length) * 100}%`;
      section.style.width = `${((end - start) / this.length) * 100}%`;
      section.style.setProperty("--energy", energy);
    }
  }

  #press({ target }) {
    const button = target.closest("[data-do=mute], [data-do=solo]");
    if (!button) return;
    this.flip(button.closest("[data-lane]"), button.dataset.do);
  }

  /** Turn a stem's mute or solo over. */
  flip(lane, what) {
    const stem = this.#stems.find((one) => one.lane === lane);
    this.set(lane, { [what]: !stem[what] });
  }

  #fade({ target }) {
    const what = { volume: "db", pan: "pan" }[target.dataset.do];
    if (what) this.set(target.closest("[data-lane]"), { [what]: Number(target.value) });
  }

  /** Put every fader and pan back where it was. */
  #asWas(event) {
    event.preventDefault();
    this.classList.remove("refused");
    for (const input of this.querySelectorAll("[data-was]")) {
      input.value = input.dataset.was;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  #drag(event) {
    const wave = event.target.closest("[data-scrub]");
    if (!wave || event.button) return;
    event.preventDefault();
    const box = wave.getBoundingClientRect();
    const to = ({ clientX }) => this.seek(((clientX - box.left) / box.width) * this.length);
    const end = () => wave.removeEventListener("pointermove", to);
    wave.setPointerCapture(event.pointerId);
    wave.addEventListener("pointermove", to);
    for (const name of ["pointerup", "pointercancel"]) wave.addEventListener(name, end, { once: true });
    to(event);
  }

  #tick() {
    cancelAnimationFrame(this.#ticking);
    if (this.#playing && this.position >= this.length) {
      this.#position = 0;
      this.wanted = false;
      return this.#stop();
    }
    this.#update();
    if (this.#playing) this.#ticking = requestAnimationFrame(() => this.#tick());
  }

  #update() {
    const { now, place: spot, seek, toggle, head } = this.parts;
    const at = this.position;
    const { bar, beat } = place(at, this.bpm);
    const on = this.#playing || Boolean(this.wanted);
    now.textContent = clock(at);
    spot.textContent = `${bar}.${beat}`;
    seek.value = at;
    seek.style.setProperty("--v", `${(at / this.length) * 100}%`);
    seek.setAttribute("aria-valuetext", `Bar ${bar}, beat ${beat}`);
    toggle.setAttribute("aria-pressed", String(on));
    toggle.setAttribute("aria-label", on ? "Pause the stems" : "Play the stems");
    head.style.transform = `translateX(${(at / this.length) * head.parentElement.clientWidth}px)`;
  }

  #show() {
    const loud = factors(this.#stems);
    this.#stems.forEach(({ lane, mute, solo, db, pan }, i) => {
      lane.querySelector("[data-do=mute]").setAttribute("aria-pressed", String(mute));
      lane.querySelector("[data-do=solo]").setAttribute("aria-pressed", String(solo));
      const fader = lane.querySelector("[data-do=volume]");
      fader.setAttribute("aria-valuetext", spoken(db));
      lane.querySelector("[data-do=pan]").setAttribute("aria-valuetext", whereabouts(pan));
      lane.classList.toggle("unheard", loud[i] === 0);
    });
    const words = changed(this.#stems);
    const told = this.querySelector("[data-part=changed]");
    this.classList.toggle("moved", words !== "");
    if (told && words) told.textContent = words;
  }

  #say(text) {
    this.parts.status.textContent = text;
  }
}

customElements.define("stem-mixer", StemMixer);
