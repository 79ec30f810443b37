import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, factor, factors, rms, SILENT_DB, sides, spoken, turned, whereabouts } from "../../static/js/gains.js";

const stem = (change) => ({ db: 0, mute: false, solo: false, ...change });

test("everything is heard as it is until something is muted or soloed", () => {
  assert.deepEqual(factors([stem(), stem()]), [1, 1]);
});

test("a muted stem is silent and the others go on", () => {
  assert.deepEqual(factors([stem({ mute: true }), stem()]), [0, 1]);
});

test("a solo silences whatever is not soloed", () => {
  assert.deepEqual(factors([stem({ solo: true }), stem(), stem({ solo: true })]), [1, 0, 1]);
});

test("a stem that is muted stays silent though it is soloed", () => {
  assert.deepEqual(factors([stem({ solo: true, mute: true }), stem()]), [0, 0]);
});

test("the bottom of a fader is silence, and six decibels are a doubling", () => {
  assert.equal(factor(SILENT_DB), 0);
  assert.ok(Math.abs(factor(6) - 1.995) < 0.001);
  assert.ok(factor(SILENT_DB + 0.5) > 0);
});

test("faders are spoken with real minus signs", () => {
  assert.equal(spoken(-3), "−3 dB");
  assert.equal(spoken(2.5), "+2.5 dB");
  assert.equal(spoken(0), "0 dB");
  assert.equal(spoken(SILENT_DB), "silent");
});

test("the level of silence is nought, and of a full square one", () => {
  assert.equal(rms([]), 0);
  assert.equal(rms(new Float32Array(64)), 0);
  assert.equal(rms([1, -1, 1, -1]), 1);
});

test("a pan turns the other side down and leaves the middle as it is", () => {
  assert.deepEqual(sides(0), [1, 1]);
  assert.deepEqual(sides(-100), [1, 0]);
  assert.deepEqual(sides(50), [0.5, 1]);
});

test("what was turned is said by how much, and silence as silence", () => {
  assert.equal(turned(-3, 0), "−3 dB");
  assert.equal(turned(1.5, 0), "+1.5 dB");
  assert.equal(turned(SILENT_DB, -6), "silent");
  assert.equal(turned(-6, SILENT_DB), "back at −6 dB");
});

test("what was changed is told stem by stem, and nothing where all is as it was", () => {
  const bass = { name: "Bass", db: -3, wasDb: 0, pan: 0, wasPan: 0 };
  const drums = { name: "Drums", db: 0, wasDb: 0, pan: -20, wasPan: 0 };
  assert.equal(changed([bass, drums]), "Bass −3 dB, Drums 20 % left");
  assert.equal(changed([{ ...bass, db: 0 }]), "");
  assert.equal(whereabouts(0), "centre");
});
