// Waveform peaks: int8 pairs (lowest, highest), 256 frames to a pair, with coarser levels made on loading.

export const BLOCK = 256;
const SMALLEST = 256; // pairs: a level this coarse needs no coarser one

/** Levels of detail, each half as fine as the one before: [{block, data}]. */
export function levels(data, block = BLOCK) {
  const made = [{ block, data }];
  while (made.at(-1).data.length / 2 > SMALLEST) made.push(halved(made.at(-1)));
  return made;
}

function halved({ block, data }) {
  const pairs = Math.ceil(data.length / 4);
  const half = new Int8Array(pairs * 2);
  for (let i = 0; i < pairs; i++) {
    const next = 4 * i + 2 < data.length ? 4 * i + 2 : 4 * i;
    half[2 * i] = Math.min(data[4 * i], data[next]);
    half[2 * i + 1] = Math.max(data[4 * i + 1], data[next + 1]);
  }
  return { block: block * 2, data: half };
}

/** The whole sound in `count` columns: pairs (lowest, highest) from -1 to 1. */
export function columns(made, count) {
  const pairs = made[0].data.length / 2;
  const wanted = (pairs / count) * made[0].block;
  const { data } = made.findLast((level) => level.block <= Math.max(wanted, made[0].block));
  const out = new Float32Array(count * 2);
  const step = data.length / 2 / count;
  for (let x = 0; x < count; x++) {
    const first = Math.floor(x * step);
    const last = Math.max(first + 1, Math.floor((x + 1) * step));
    const [low, high] = extent(data, first, Math.min(last, data.length / 2));
    out[2 * x] = low / 127;
    out[2 * x + 1] = high / 127;
  }
  return out;
}

function extent(data, first, last) {
  let low = 0;
  let high = 0;
  for (let i = first; i < last; i++) {
    if (data[2 * i] < low) low = data[2 * i];
    if (data[2 * i + 1] > high) high = data[2 * i + 1];
  }
  return [low, high];
}

/** How far quiet sounds are drawn up so that they can be read: at most threefold. */
export function zoom(data) {
  const [low, high] = extent(data, 0, data.length / 2);
  return 1 / Math.max(1 / 3, Math.max(-low, high) / 127);
}

const loading = new Map();

/** Fetch and prepare peaks, once for each address. */
export function load(url) {
  if (!loading.has(url)) {
    const promise = fetch(url).then(async (answer) => {
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
      const made = levels(new Int8Array(await answer.arrayBuffer()));
      return { made, zoom: zoom(made.at(-1).data) };
    });
    promise.catch(() => loading.delete(url));
    loading.set(url, promise);
  }
  return loading.get(url);
}
