// <hum-recorder data-worklet data-longest-s>: records the microphone into the file field of its form, as a WAV file.
// Without it, or where there is no microphone, the field takes files as fields do.
import { wav } from "../wav.js";

const BEATS = 4;
const CLICK_S = 0.05;
const REASONS = {
  NotAllowedError: "The browser was not allowed to use the microphone. Allow it beside the address, and try again.",
  NotFoundError: "No microphone was found. Plug one in, or choose a recording below.",
  NotReadableError: "The microphone is in use by another program.",
};
const INSECURE = "Browsers only let pages on https or localhost use the microphone. Choose a recording below.";

class HumRecorder extends HTMLElement {
  #context = null;
  #stream = null;
  #node = null;
  #parts = [];
  #timers = [];
  #url = "";

  connectedCallback() {
    this.field = this.closest("form").querySelector("input[type=file]");
    this.tempo = this.closest("form").elements.bpm;
    this.#part("panel").hidden = false;
    this.#part("open").addEventListener("click", () => this.#open());
    this.#part("record").addEventListener("click", () => this.#record());
    this.#part("stop").addEventListener("click", () => this.#stop());
    this.#part("device").addEventListener("change", () => this.#open());
    this.field.addEventListener("change", (event) => event.isTrusted && this.#forget(true));
    if (!navigator.mediaDevices) this.#say(INSECURE, "off");
    else this.#show("closed");
  }

  disconnectedCallback() {
    this.#close();
    URL.revokeObjectURL(this.#url);
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  #show(state) {
    this.dataset.state = state;
    const shown = { open: ["closed"], record: ["ready", "done"], stop: ["counting", "recording"] };
    for (const [name, states] of Object.entries(shown)) this.#part(name).hidden = !states.includes(state);
    this.#part("live").hidden = ["off", "closed"].includes(state);
    this.#part("heard").hidden = state !== "done";
    this.#part("record").querySelector("span").textContent = state === "done" ? "Record again" : "Record";
    for (const control of this.querySelectorAll("select, input")) {
      control.disabled = ["counting", "recording"].includes(state);
    }
  }

  #say(words, state) {
    this.#part("status").textContent = words;
    if (state) this.#show(state);
  }

  async #open() {
    this.#close();
    const deviceId = this.#part("device").value || undefined;
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: { deviceId, ...plain } });
      this.#context = new AudioContext();
      await this.#context.resume();
      await this.#context.audioWorklet.addModule(this.dataset.worklet);
    } catch (error) {
      this.#close();
      this.#say(REASONS[error.name] ?? `The microphone cannot be used: ${error.message}`, "closed");
      return;
    }
    this.#listen();
    await this.#list();
    this.#say("Hum something: the bar should move, and stay out of the red.", "ready");
  }

  #listen() {
    this.#node = new AudioWorkletNode(this.#context, "recorder", { channelCount: 1, channelCountMode: "explicit" });
    this.#node.port.onmessage = ({ data }) => this.#take(data);
    const still = new GainNode(this.#context, { gain: 0 });
    this.#context.createMediaStreamSource(this.#stream).connect(this.#node).connect(still);
    still.connect(this.#context.destination);
  }

  async #list() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const current = this.#stream.getAudioTracks()[0].getSettings().deviceId;
    const options = devices
      .filter(({ kind }) => kind === "audioinput")
      .map(({ deviceId, label }) => new Option(label || "Microphone", deviceId, false, deviceId === current));
    this.#part("device").replaceChildren(...options);
  }

  #take({ peak, samples }) {
    if (peak !== undefined) this.#part("level").value = Math.max(0, 1 + Math.log10(Math.max(peak, 1e-6)) / 2.5);
    if (!samples || this.dataset.state !== "recording") return;
    this.#parts.push(samples);
    const lasted = this.#parts.length * (samples.length / this.#context.sampleRate);
    this.#part("time").textContent = `${lasted.toFixed(1)} s`;
    if (lasted >= Number(this.dataset.longestS)) this.#stop();
  }

  #record() {
    this.#forget();
    const now = this.#context.currentTime + 0.1;
    const bpm = this.#countIn();
    this.tempo.value = bpm || "";
    const from = bpm ? now + (BEATS * 60) / bpm : now;
    if (bpm) this.#count(now, 60 / bpm);
    this.#say(bpm ? "Listen…" : "Hum now.", bpm ? "counting" : "recording");
    this.#later(from, () => this.#say("Hum now.", "recording"));
    this.#node.port.postMessage({ from });
  }

  /** The tempo to count in at; 0 for none. */
  #countIn() {
    const bpm = Number(this.#part("bpm").value);
    return this.#part("counts").checked && bpm >= 20 && bpm <= 300 ? bpm : 0;
  }

  #count(from, beat) {
    for (let index = 0; index < BEATS; index += 1) {
      const at = from + index * beat;
      const click = new OscillatorNode(this.#context, { frequency: index ? 1000 : 1500 });
      const gain = new GainNode(this.#context, { gain: 0 });
      gain.gain.setValueAtTime(0.4, at);
      gain.gain.exponentialRampToValueAtTime(0.001, at + CLICK_S);
      click.connect(gain).connect(this.#context.destination);
      click.start(at);
      click.stop(at + CLICK_S);
      this.#later(at, () => this.#say(`${BEATS - index}…`));
    }
  }

  #later(at, act) {
    this.#timers.push(setTimeout(act, 1000 * (at - this.#context.currentTime)));
  }

  #stop() {
    this.#timers.splice(0).forEach(clearTimeout);
    this.#node.port.postMessage({ from: Infinity });
    if (!this.#parts.length) {
      this.#say("Nothing was recorded yet.", "ready");
      return;
    }
    const file = new File([wav(this.#parts, this.#context.sampleRate)], "hum.wav", { type: "audio/wav" });
    const chosen = new DataTransfer();
    chosen.items.add(file);
    this.field.files = chosen.files;
    this.#url = URL.createObjectURL(file);
    this.#part("heard").src = this.#url;
    this.#say("Recorded. Listen to it, record again, or have it written down.", "done");
  }

  /** What was recorded makes way for another take, or for a file. */
  #forget(keepsFile = false) {
    this.#parts = [];
    this.tempo.value = "";
    this.#part("time").textContent = "";
    this.#part("heard").removeAttribute("src");
    URL.revokeObjectURL(this.#url);
    if (!keepsFile) this.field.value = "";
    if (this.dataset.state === "done") this.#show("ready");
  }

  #close() {
    this.#timers.splice(0).forEach(clearTimeout);
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#context = this.#stream = this.#node = null;
  }
}

customElements.define("hum-recorder", HumRecorder);
