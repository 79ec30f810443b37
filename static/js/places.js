// Where things stand in the genealogy, and how one moves among them. A place is "column-lane".

const LANE_WEIGHS = 3; // a lane is as far as so many columns

export const place = (text) => text.split("-").map(Number);

/** The place that is nearest above (-1) or below (1) another one; null where none is. */
export function nearest(places, from, way) {
  const [column, lane] = place(from);
  const far = (one) => {
    const [x, y] = place(one);
    return (y - lane) * way > 0 ? (y - lane) * way * LANE_WEIGHS + Math.abs(x - column) : Infinity;
  };
  const best = places.reduce((found, one) => (found === null || far(one) < far(found) ? one : found), null);
  return best !== null && far(best) < Infinity ? best : null;
}

/** How far a view of some size must be moved from where it is, so that what stands at a place is as far from its edges. */
export function nudge(at, from, size, margin) {
  if (at - margin < from) return at - margin - from;
  return Math.max(0, at + margin - from - size);
}
