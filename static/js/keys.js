// The keyboard shortcuts of every page. The list that "?" opens is components/keys.html.

const WRITES = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PRESSES = "button, a[href], summary, input[type=checkbox], input[type=radio]";

const inside = (name) => document.activeElement?.closest?.(name);
const pair = () => inside("ab-player") ?? document.querySelector("ab-player.current") ?? document.querySelector("ab-player");
const mixer = () => document.querySelector("stem-mixer") ?? pair();
const lane = () => inside("[data-lane]");
const nudge = (event, by) => {
  if (document.activeElement?.matches("input") || !mixer()) return false;
  const beats = event.shiftKey ? 4 : 1;
  mixer().seek(mixer().position + (by * beats * 60) / mixer().bpm);
};
const flip = (what) => {
  if (!lane()) return false;
  mixer().flip(lane(), what);
};

const KEYS = {
  " ": () => {
    if (document.activeElement?.matches(PRESSES)) return false;
    const player = document.querySelector("beat-player");
    if (mixer() && !player.playing) mixer().toggle();
    else if (player.src) player.toggle();
    else return false;
  },
  Home: () => (mixer() && !document.activeElement?.matches("input[type=range]") ? mixer().seek(0) : false),
  End: () => (mixer() && !document.activeElement?.matches("input[type=range]") ? mixer().seek(mixer().length) : false),
  ArrowLeft: (event) => nudge(event, -1),
  ArrowRight: (event) => nudge(event, 1),
  x: () => (pair() ? pair().swap() : false),
  m: () => flip("mute"),
  s: () => flip("solo"),
  "?": () => document.getElementById("keys").showModal(),
};

function command(event) {
  if (event.key === "Enter") {
    const generate = document.querySelector("form[data-brief] [data-generate]");
    if (!generate) return false;
    generate.click();
  } else if (event.key.toLowerCase() === "k") {
    const search = document.querySelector("[data-key=search]");
    if (!search) return false;
    search.focus();
    search.select();
  } else return false;
}

/** Enter in a chip takes its value over; it does not generate yet. */
function accept(event) {
  if (event.key !== "Enter" || !event.target.matches(".pick input")) return;
  event.preventDefault();
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey) return command(event) !== false && event.preventDefault();
  if (document.activeElement?.matches(WRITES)) return accept(event);
  const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (key && key(event) !== false) event.preventDefault();
});
