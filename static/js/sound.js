// The page's one AudioContext, and the rule that one thing sounds at a time.

export const RATE_HZ = 44100;
let context;

/** The AudioContext. Call it inside a click: browsers start sound only then. */
export function audio() {
  context ??= new AudioContext({ sampleRate: RATE_HZ, latencyHint: "interactive" });
  if (context.state === "suspended") context.resume();
  return context;
}

/** Tell every other source of sound that `element` starts. */
export function claim(element) {
  document.dispatchEvent(new CustomEvent("sound:claimed", { detail: element }));
}

/** Call `pause` when something other than `element` starts to sound. Gives back what undoes it. */
export function yieldTo(element, pause) {
  const listener = (event) => event.detail !== element && pause();
  document.addEventListener("sound:claimed", listener);
  return () => document.removeEventListener("sound:claimed", listener);
}

/** An analyser whose samples give the level that is heard right now. */
export function meter(on) {
  const analyser = new AnalyserNode(on, { fftSize: 2048, smoothingTimeConstant: 0 });
  analyser.samples = new Float32Array(analyser.fftSize);
  return analyser;
}
