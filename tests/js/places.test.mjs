import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, nudge, place } from "../../static/js/places.js";

test("a place is a column and a lane", () => assert.deepEqual(place("12-3"), [12, 3]));

test("up and down lead to the nearest lane that has something near", () => {
  const places = ["4-0", "8-1", "3-2", "5-2", "90-3", "6-4"];
  assert.equal(nearest(places, "5-2", -1), "8-1");
  assert.equal(nearest(places, "4-1", -1), "4-0");
  assert.equal(nearest(places, "5-2", 1), "6-4", "what is far along the next lane is further than a lane more");
  assert.equal(nearest(places, "4-0", -1), null);
  assert.equal(nearest([], "4-0", 1), null);
});

test("a view moves only as far as it must", () => {
  assert.equal(nudge(500, 0, 1000, 100), 0);
  assert.equal(nudge(50, 0, 1000, 100), -50);
  assert.equal(nudge(950, 0, 1000, 100), 50);
});
