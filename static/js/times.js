// Times and places in a beat, as people read them. Pure.

/** 187.4 → "3:07". */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds + 1e-6 : 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The bar and beat at a time, both counted from 1: {bar: 3, beat: 2}. */
export function place(seconds, bpm, beatsPerBar = 4) {
  const beats = Math.floor((Math.max(0, seconds) * bpm) / 60 + 1e-6);
  return { bar: Math.floor(beats / beatsPerBar) + 1, beat: (beats % beatsPerBar) + 1 };
}

/** The nearest time that falls on a sample: fractional starts would be interpolated. */
export const onFrame = (seconds, rate = 44100) => Math.round(seconds * rate) / rate;

/** A value kept within [low, high]. */
export const within = (value, low, high) => Math.min(high, Math.max(low, value));
