// The shell: what happens around the pages while htmx changes them.
import "./elements/abplayer.js";
import "./elements/copy.js";
import "./elements/dropzone.js";
import "./elements/elapsed.js";
import "./elements/humrecorder.js";
import "./elements/mixer.js";
import "./elements/pianoroll.js";
import "./elements/playbutton.js";
import "./elements/player.js";
import "./elements/timenote.js";
import "./elements/toast.js";
import "./elements/tree.js";
import "./elements/waveform.js";
import "./keys.js";
import "./refusals.js";

const LONGEST_WAIT_MS = 2000;
const { htmx } = window;

htmx.config.wsReconnectDelay = (attempt) => Math.min(LONGEST_WAIT_MS, 200 * 2 ** attempt) * (0.5 + Math.random() / 2);

// -- after a page has changed: where am I, and where was I ----------------------------------------------------------
const scrolls = new Map();
let address = location.href;

/** A bar of tabs that is wider than the page shows the current one. */
function showTab() {
  const tab = document.querySelector(".repo-tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.clientWidth) / 2;
}
showTab();

function arrived() {
  showTab();
  for (const link of document.querySelectorAll(".nav, .tabs a")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const heading = document.querySelector("#main h1") ?? document.getElementById("main");
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}

addEventListener("scroll", () => scrolls.set(address, scrollY), { passive: true });
document.addEventListener("htmx:pushedIntoHistory", () => {
  address = location.href;
  requestAnimationFrame(arrived);
});
document.addEventListener("htmx:historyCacheMissLoad", () => {
  address = location.href;
  requestAnimationFrame(() => (arrived(), scrollTo(0, scrolls.get(address) ?? 0)));
});

// -- who goes somewhere else does not want another page that was to come, nor news on the one that is left: what is
// clicked must stay in the page until its answer is there, or htmx no longer knows where that belongs -----------------
let coming = null;
const unwanted = new WeakSet();
const isLeaving = (place) => coming?.readyState % 4 > 0 && document.getElementById("main").contains(place);

document.addEventListener("htmx:beforeSend", ({ detail: { boosted, target, xhr } }) => {
  if (!boosted || target.id !== "main") return;
  if (coming) unwanted.add(coming);
  coming = xhr;
});
document.addEventListener("htmx:wsBeforeMessage", (event) => isLeaving(event.target) && event.preventDefault());
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (unwanted.has(detail.xhr) || (detail.xhr !== coming && isLeaving(target))) detail.shouldSwap = false;
});

// -- pushed fragments replace what had the focus: give it back by its id ---------------------------------------------
let focused = null;
document.addEventListener("htmx:wsBeforeMessage", () => (focused = document.activeElement?.id || null));
document.addEventListener("htmx:wsAfterMessage", () => {
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  watchQueue();
});

// -- lists refresh by themselves when something in the queue has changed hands ---------------------------------------
let queued = null;
function watchQueue() {
  for (const job of document.querySelectorAll("#queue [data-job]")) {
    const of = (what) => document.querySelector(`[data-${what}-of="${job.dataset.job}"]`);
    of("percent")?.setAttribute("value", job.value);
    if (of("stage")) of("stage").textContent = job.textContent;
  }
  const now = document.getElementById("queue")?.dataset.changes ?? null;
  if (queued !== null && now !== queued) htmx.trigger(document.body, "queue:changed");
  queued = now;
}
watchQueue();

// -- sliders show how far they are ------------------------------------------------------------------------------------
function fill(slider) {
  const { min, max, value } = slider;
  slider.style.setProperty("--v", `${((value - min) / (max - min)) * 100}%`);
}
document.addEventListener("input", ({ target }) => target.type === "range" && fill(target));
document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll?.("input[type=range]").forEach(fill));
document.querySelectorAll("input[type=range]").forEach(fill);

// -- small things ---------------------------------------------------------------------------------------------------
document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target) || target.closest(".pop a, .pop [data-open]")) menu.open = false;
  }
});
document.addEventListener("keydown", ({ key }) => {
  const menu = key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
