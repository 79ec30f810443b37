import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, onFrame, place, within } from "../../static/js/times.js";

test("times are written as a player writes them", () => {
  assert.equal(clock(0), "0:00");
  assert.equal(clock(59.99), "0:59");
  assert.equal(clock(187.4), "3:07");
  assert.equal(clock(NaN), "0:00");
  assert.equal(clock(-2), "0:00");
});

test("bars and beats count from one", () => {
  assert.deepEqual(place(0, 120), { bar: 1, beat: 1 });
  assert.deepEqual(place(0.5, 120), { bar: 1, beat: 2 });
  assert.deepEqual(place(2, 120), { bar: 2, beat: 1 });
});

test("a beat that starts exactly now has begun, whatever the tempo divides into", () => {
  for (const bpm of [77, 92.5, 140, 174]) {
    for (let beat = 0; beat < 200; beat++) {
      const at = place((beat * 60) / bpm, bpm);
      assert.equal((at.bar - 1) * 4 + at.beat - 1, beat);
    }
  }
});

test("seeks fall on samples", () => {
  assert.equal(onFrame(1.23456789) * 44100, Math.round(1.23456789 * 44100));
});

test("values stay within their range", () => {
  assert.equal(within(-1, 0, 5), 0);
  assert.equal(within(9, 0, 5), 5);
  assert.equal(within(3, 0, 5), 3);
});
