import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, levels, zoom } from "../../static/js/peaks.js";

const ramp = (pairs) => Int8Array.from({ length: pairs * 2 }, (_, i) => (i % 2 ? (i / 2) % 100 : -((i / 2) % 50)));

test("each level is half as fine and loses no extreme", () => {
  const fine = new Int8Array(2000);
  fine[700] = -120;
  fine[701] = 99;
  const made = levels(fine);
  assert.deepEqual(made.map(({ block }) => block), [256, 512, 1024]);
  for (const { data } of made) {
    assert.equal(Math.min(...data), -120);
    assert.equal(Math.max(...data), 99);
  }
});

test("an odd number of pairs keeps its last one", () => {
  const fine = new Int8Array(2 * 301);
  fine[600] = -7;
  fine[601] = 64;
  const half = levels(fine)[1].data;
  assert.equal(half.length / 2, 151);
  assert.deepEqual([...half.slice(-2)], [-7, 64]);
});

test("columns cover the whole sound and lie between -1 and 1", () => {
  const shape = columns(levels(ramp(4000)), 300);
  assert.equal(shape.length, 600);
  assert.ok(shape.every((value) => value >= -1 && value <= 1));
  assert.ok(shape[599] > 0, "the last column holds the end");
});

test("a peak is drawn where it sounds", () => {
  const fine = new Int8Array(2 * 1000);
  fine[2 * 750 + 1] = 127;
  const shape = columns(levels(fine), 100);
  const loudest = [...Array(100).keys()].reduce((best, x) => (shape[2 * x + 1] > shape[2 * best + 1] ? x : best), 0);
  assert.equal(loudest, 75);
});

test("more columns than pairs still draws something for each", () => {
  const shape = columns(levels(Int8Array.of(-50, 50, -100, 100)), 10);
  assert.ok([...Array(10).keys()].every((x) => shape[2 * x + 1] > 0));
});

test("quiet sounds are drawn up, at most threefold, and loud ones stay as they are", () => {
  assert.equal(zoom(Int8Array.of(-127, 127)), 1);
  assert.equal(zoom(Int8Array.of(0, 1)), 3);
  assert.ok(zoom(Int8Array.of(-64, 60)) > 1.9);
});
