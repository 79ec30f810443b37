// Notes as plain tones.

/** Play notes ({start, length} in seconds and a MIDI pitch) from the first on; gives the voice that ends last. */
export function sounded(context, notes) {
  const from = context.currentTime + 0.1 - Number(notes[0].start);
  return notes.map((note) => voiced(context, from, note)).at(-1);
}

function voiced(context, from, { start, length, pitch }) {
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
