import assert from "node:assert/strict";
import { test } from "node:test";
import { wav } from "../../static/js/wav.js";

test("samples become a WAV file of one channel and 16 bits", () => {
  const view = new DataView(wav([new Float32Array([0, 0.5]), new Float32Array([-1, 2])], 48000));
  const words = (at) => String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
  assert.deepEqual([words(0), words(8), words(12), words(36)], ["RIFF", "WAVE", "fmt ", "data"]);
  assert.equal(view.byteLength, 44 + 8);
  assert.equal(view.getUint32(4, true), view.byteLength - 8);
  assert.deepEqual([view.getUint16(22, true), view.getUint32(24, true), view.getUint32(40, true)], [1, 48000, 8]);
  assert.deepEqual([44, 46, 48, 50].map((at) => view.getInt16(at, true)), [0, 16384, -32767, 32767]);
});

test("no samples make an empty file", () => {
  assert.equal(wav([], 44100).byteLength, 44);
});
