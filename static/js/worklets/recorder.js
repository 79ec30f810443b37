// Runs beside the microphone: passes on how loud it is and, from a moment that it is told, every sample.
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.from = Infinity;
    this.peak = 0;
    this.blocks = 0;
    this.port.onmessage = ({ data }) => {
      this.from = data.from;
    };
  }

  process([[samples]]) {
    if (!samples) return true;
    this.#measure(samples);
    const first = Math.max(0, Math.ceil(this.from * sampleRate) - currentFrame);
    if (first < samples.length) this.port.postMessage({ samples: samples.slice(first) });
    return true;
  }

  #measure(samples) {
    for (const sample of samples) this.peak = Math.max(this.peak, Math.abs(sample));
    this.blocks += 1;
    if (this.blocks < 12) return;
    this.port.postMessage({ peak: this.peak });
    [this.blocks, this.peak] = [0, 0];
  }
}

registerProcessor("recorder", Recorder);
