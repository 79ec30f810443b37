// Sounds that start on the same frame and stay in step, each turned up or down while they play. Works in any
// BaseAudioContext.

export const FADE_S = 0.01;
const POINTS = 65;
const RISE = Float32Array.from({ length: POINTS }, (_, i) => Math.sin((i / (POINTS - 1)) * (Math.PI / 2)));

/** The gains that bring loudnesses (LUFS; null where nobody knows) down to the quietest, so that nothing clips. */
export function matched(loudnesses) {
  const known = loudnesses.every(Number.isFinite);
  const quietest = Math.min(...loudnesses);
  return loudnesses.map((lufs) => (known ? 10 ** ((quietest - lufs) / 20) : 1));
}

/** From one gain to another with equal power: where one falls as another rises, their energies add up to the same. */
export function fade(gain, from, to, at) {
  if (from === to) return;
  const curve = RISE.map((rise, i) => (to > from ? from + (to - from) * rise : to + (from - to) * RISE[POINTS - 1 - i]));
  gain.setValueCurveAtTime(curve, at, FADE_S);
}

/** How loud each side is under a pan in percent: it turns the other side down, as bouncing does. */
export const sides = (pan) => [Math.min(1, 1 - pan / 100), Math.min(1, 1 + pan / 100)];

/** Some voices ({buffer, gain, pan}; null: silence), started together. */
export class Locked {
  #context;
  #voices;
  #free = 0; // when the last fade is over

  /** `heard` says of each voice whether it is heard at first. */
  constructor(context, out, voices, heard) {
    this.#context = context;
    this.#voices = voices.map((voice, i) => voice && this.#built(voice, heard[i] ? voice.gain : 0, out));
  }

  #built({ buffer, gain, pan }, level, out) {
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    const fader = new GainNode(this.#context, { gain: level });
    this.#panned(source, pan).connect(fader).connect(out);
    return { source, fader, gain, level };
  }

  #panned(source, pan) {
    if (!pan) return source;
    const apart = source.connect(new ChannelSplitterNode(this.#context, { numberOfOutputs: 2 }));
    const together = new ChannelMergerNode(this.#context, { numberOfInputs: 2 });
    sides(pan).forEach((gain, i) => apart.connect(new GainNode(this.#context, { gain }), i).connect(together, 0, i));
    return together;
  }

  /** Start all at the same time of the context, at the same place. What is over by then stays silent. */
  start(when, offset) {
    for (const voice of this.#voices) {
      if (voice && offset < voice.source.buffer.duration) voice.source.start(when, offset);
    }
  }

  /** Let these voices be heard and the others not, from `now` on, after the fade that is still under way. */
  hear(heard, now) {
    const at = Math.max(now, this.#free);
    this.#voices.forEach((voice, i) => {
      if (!voice) return;
      const level = heard[i] ? voice.gain : 0;
      fade(voice.fader.gain, voice.level, level, at);
      voice.level = level;
    });
    this.#free = at + FADE_S + 1 / this.#context.sampleRate;
  }

  /** End all of them; they don't start again. */
  stop() {
    for (const voice of this.#voices) voice?.fader.disconnect();
  }
}
