import assert from "node:assert/strict";
import { test } from "node:test";
import { FADE_S, fade, matched, sides } from "../../static/js/locked.js";

test("the louder one is turned down to the quieter one", () => {
  const [old, fresh] = matched([-14, -17]);
  assert.equal(fresh, 1);
  assert.ok(Math.abs(20 * Math.log10(old) + 3) < 1e-9);
  assert.deepEqual(matched([-14.1, -14.1]), [1, 1]);
});

test("where a loudness is not known, nothing is turned down", () => {
  assert.deepEqual(matched([-14, NaN]), [1, 1]);
  assert.deepEqual(matched([-Infinity, -14]), [1, 1]);
});

test("a cross-fade takes ten milliseconds and keeps the power", () => {
  const curves = [];
  const gain = { setValueCurveAtTime: (...told) => curves.push(told) };
  fade(gain, 0, 0.5, 2);
  fade(gain, 0.5, 0, 2);
  fade(gain, 0.5, 0.5, 2);
  assert.equal(curves.length, 2);
  const [[rising, at, takes], [falling]] = curves;
  assert.deepEqual([at, takes], [2, FADE_S]);
  assert.deepEqual([rising[0], falling.at(-1)], [0, 0]);
  rising.forEach((value, i) => assert.ok(Math.abs(value ** 2 + falling[i] ** 2 - 0.25) < 1e-6));
});

test("a pan turns the other side down", () => {
  assert.deepEqual(sides(0), [1, 1]);
  assert.deepEqual(sides(-30), [1, 0.7]);
  assert.deepEqual(sides(100), [0, 1]);
});
