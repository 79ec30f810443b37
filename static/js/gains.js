// How loud each stem is, out of its fader, mute and solo. Pure.

export const SILENT_DB = -48; // the bottom of a fader means silence

/** Whether a stem is heard: not muted, and soloed where anything is. */
export const audible = (stem, anySolo) => !stem.mute && (!anySolo || stem.solo);

/** A fader's position in dB as a factor; its bottom is silence. */
export const factor = (db) => (db <= SILENT_DB ? 0 : 10 ** (db / 20));

/** The factor for each of `stems` ({db, mute, solo}), in their order. */
export function factors(stems) {
  const anySolo = stems.some((stem) => stem.solo);
  return stems.map((stem) => (audible(stem, anySolo) ? factor(stem.db) : 0));
}

/** A fader's position in words: "−3 dB", "silent". */
export function spoken(db) {
  if (db <= SILENT_DB) return "silent";
  return `${db > 0 ? "+" : db < 0 ? "−" : ""}${Math.abs(db)} dB`;
}

/** What a fader was turned by, in words: "−3 dB"; at its foot "silent". */
export const turned = (db, was) => (db <= SILENT_DB ? "silent" : was <= SILENT_DB ? `back at ${spoken(db)}` : spoken(db - was));

/** The factors of both sides for a pan from -100 to 100: it turns the other side down, and the middle is as it is. */
export const sides = (percent) => [Math.min(1, 1 - percent / 100), Math.min(1, 1 + percent / 100)];

/** Where a pan lies, in words: "centre", "30 % left". */
export const whereabouts = (percent) => (percent ? `${Math.abs(percent)} % ${percent < 0 ? "left" : "right"}` : "centre");

/** What was changed about stems ({name, db, wasDb, pan, wasPan}), in words: "Bass −3 dB, Drums 20 % left". */
export function changed(stems) {
  return stems
    .flatMap(({ name, db, wasDb, pan, wasPan }) => [
      ...(db === wasDb ? [] : [`${name} ${turned(db, wasDb)}`]),
      ...(pan === wasPan ? [] : [`${name} ${whereabouts(pan)}`]),
    ])
    .join(", ");
}

/** Root mean square of samples. */
export function rms(samples) {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return samples.length ? Math.sqrt(sum / samples.length) : 0;
}
