// <family-tree>: the genealogy. Loads tiles as they come into view, moves the focus along it, and shows what is selected.

import { nearest, nudge, place } from "../places.js";

const { htmx } = window;
const ASIDE = "400px"; // how near the view a tile must be before it is loaded
const PAUSE_MS = 2000; // before what failed is tried again
const SETTLED_MS = 90; // how long one must stay at a commit before it is told of
const SVG = "http://www.w3.org/2000/svg";
const UNSET = { "hx-select": "unset", "hx-select-oob": "unset" };

export class FamilyTree extends HTMLElement {
  connectedCallback() {
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.tiles = this.querySelector("#tree-tiles");
    this.tops = this.dataset.tops.split(",").map(Number);
    this.named = new Set([...this.querySelectorAll("[id^=heads-]")].map((row) => Number(row.id.slice(6))));
    this.left = new AbortController();
    this.#unfold();
    this.#await();
    this.#adopt(this.tiles);
    this.#mark(this.dataset.at);
    this.#show(this.#spot(this.dataset.at), true);
    this.#listen();
  }

  disconnectedCallback() {
    this.left.abort();
    this.seeing.disconnect();
    this.coming.disconnect();
  }

  // -- the paper ----------------------------------------------------------------------------------------------------
  /** The server sent a part that stands by itself; from now on it lies where it belongs on the whole paper. */
  #unfold() {
    const { paper, ground } = this.parts;
    paper.setAttribute("width", this.dataset.width);
    for (const sheet of [paper, ground]) {
      sheet.setAttribute("height", this.tops.at(-1));
      sheet.querySelector("g").removeAttribute("transform");
    }
    this.toggleAttribute("data-live", true);
  }

  /** A blank for every tile that is not here yet; it is loaded when it comes near the view. */
  #await() {
    const options = { root: this.parts.box, rootMargin: ASIDE };
    this.seeing = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && this.#load(one.target)), options);
    this.coming = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((tile) => this.#adopt(tile))));
    this.coming.observe(this.tiles, { childList: true });
    const { step, across, width } = this.dataset;
    for (let row = 0; row + 1 < this.tops.length; row++) {
      for (let column = 0; column * across * step < width; column++) this.#blank(column, row);
    }
  }

  #blank(column, row) {
    if (this.querySelector(`#tile-${column}-${row}`)) return;
    const { step, across, width } = this.dataset;
    const wide = across * step;
    const size = { x: column * wide, y: this.tops[row], width: Math.min(wide, width - column * wide), height: this.tops[row + 1] - this.tops[row] };
    const blank = document.createElementNS(SVG, "rect");
    Object.entries({ id: `tile-${column}-${row}`, class: "blank", ...size, ...UNSET }).forEach(([name, value]) => blank.setAttribute(name, value));
    blank.place = { column, row };
    this.tiles.append(blank);
    this.seeing.observe(blank);
  }

  /** Ask for a tile once; the promise is kept when it lies on the paper. */
  #load(blank) {
    this.seeing.unobserve(blank);
    const { version, scale, window: url } = this.dataset;
    const values = { ...blank.place, version, scale };
    if (!this.named.has(blank.place.row)) values.heads = 1;
    this.named.add(blank.place.row);
    const failed = () => this.#again(blank);
    blank.loading ??= htmx.ajax("GET", url, { source: blank, target: blank, swap: "outerHTML", values }).catch(failed);
    return blank.loading;
  }

  /** It is tried again a while later, when it is in view. */
  #again(blank) {
    this.named.delete(blank.place.row);
    blank.loading = null;
    setTimeout(() => this.seeing.observe(blank), PAUSE_MS);
  }

  /** Titles are told by this element's own tip and by labels, so that two tips don't lie upon each other. */
  #adopt(part) {
    for (const title of part.querySelectorAll?.(".spot > title") ?? []) {
      const spot = title.parentNode;
      spot.setAttribute("aria-label", title.textContent);
      spot.setAttribute("tabindex", spot.id === `n-${this.at}` ? 0 : -1);
      spot.setAttribute("aria-selected", spot.id === `n-${this.at}`);
      title.remove();
    }
    this.#flag();
  }

  // -- where one is -------------------------------------------------------------------------------------------------
  #spot(at) {
    return at && this.querySelector(`#n-${at}`);
  }

  /** The spot at a place, which is loaded if need be. */
  async #reach(at) {
    const [column, lane] = place(at);
    const tile = this.querySelector(`#tile-${Math.floor(column / this.dataset.across)}-${Math.floor(lane / this.dataset.down)}`);
    if (tile?.place) await this.#load(tile);
    return this.#spot(at);
  }

  /** The one spot that Tab leads to. */
  #mark(at) {
    const before = this.#spot(this.at);
    this.at = at;
    for (const spot of [before, this.#spot(at)]) {
      spot?.setAttribute("tabindex", spot === before ? -1 : 0);
      spot?.setAttribute("aria-selected", spot !== before);
    }
  }

  /** Bring a spot into view: near the end when the page opens, as what came before it says more than what follows. */
  #show(spot, opens = false) {
    if (!spot) return;
    const { box } = this.parts;
    const [view, it] = [box.getBoundingClientRect(), spot.querySelector(".face").getBoundingClientRect()];
    const [x, y] = [box.scrollLeft + it.x - view.x, box.scrollTop + it.y - view.y];
    const step = Number(this.dataset.step);
    const left = opens ? x - box.clientWidth + 1.6 * step : box.scrollLeft + nudge(x, box.scrollLeft, box.clientWidth, 1.4 * step);
    const top = opens ? y - box.clientHeight / 2 : box.scrollTop + nudge(y, box.scrollTop, box.clientHeight, 80);
    const isFar = Math.abs(left - box.scrollLeft) > 2 * box.clientWidth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ left, top, behavior: opens || isFar ? "instant" : "smooth" });
  }

  // -- what is selected ---------------------------------------------------------------------------------------------
  async #select(spot) {
    this.#mark(spot.id.slice(2));
    spot.focus({ preventScroll: true });
    this.#show(spot);
    const { at } = this;
    await new Promise((go) => setTimeout(go, SETTLED_MS));
    const digest = spot.getAttribute("href").split("/").at(-2);
    if (at === this.at && this.querySelector("#tree-panel [data-digest]")?.dataset.digest !== digest) await this.#tellOf(digest);
  }

  /** What stands beside the tree, and in the address, is about this commit now. */
  async #tellOf(digest) {
    const { scale, panel, a } = this.dataset;
    const url = new URL(location.href);
    url.search = new URLSearchParams({ at: digest, ...(scale !== "near" && { scale }), ...(a && { a }) });
    history.replaceState(history.state, "", url);
    const asked = { source: this.parts.loader, target: "#tree-panel", swap: "innerHTML", values: a ? { a } : {} };
    await htmx.ajax("GET", panel.replace("/0/", `/${digest}/`), asked).catch(() => {}); // a newer one ended it
  }

  /** The first of two that are to be compared; "" for none. */
  async #pair(digest) {
    this.dataset.a = digest;
    this.#flag();
    await this.#tellOf(this.querySelector("#tree-panel [data-digest]").dataset.digest);
  }

  #flag() {
    const { a } = this.dataset;
    for (const spot of this.querySelectorAll(".spot")) spot.classList.toggle("marked", Boolean(a) && spot.getAttribute("href").includes(`/${a}/`));
  }

  async #go(at) {
    const spot = at && (await this.#reach(at));
    if (spot) await this.#select(spot);
  }

  /** To the nearest spot above (-1) or below (1). */
  async #beside(at, way) {
    const [column, lane] = place(at);
    await this.#reach(`${column}-${Math.max(0, lane + way)}`);
    await this.#go(nearest(this.#places(), at, way));
  }

  #places() {
    return [...this.querySelectorAll(".spot")].map(({ id }) => id.slice(2));
  }

  async #hear(spot) {
    await this.#select(spot);
    if (spot.id === `n-${this.at}`) this.querySelector("#tree-panel play-button button")?.click();
  }

  /** Links in a drawing are none that htmx boosts; a real one lets the player go on. */
  #open(href) {
    this.parts.link?.remove();
    const link = this.appendChild(Object.assign(document.createElement("a"), { href, hidden: true }));
    htmx.process(link);
    link.click();
    this.parts.link = link; // it stays: the answer is put where its surroundings say
  }

  #listen() {
    const { signal } = this.left;
    const on = (name, act) => this.addEventListener(name, act, { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    on("keydown", (event) => this.#key(event));
    on("pointerover", ({ target, pointerType }) => pointerType === "mouse" && this.#tell(target.closest(".spot")));
    on("pointerleave", () => this.#tell(null));
    on("tree:changed", () => this.#open(location.href));
    on("htmx:beforeSwap", ({ detail }) => this.contains(detail.target) && detail.xhr.status >= 400 && (detail.shouldSwap = false));
    this.parts.box.addEventListener("scroll", () => this.#tell(null), { signal, passive: true });
  }

  #click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-go], [data-mark], .spot, .tree-heads a");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation(); // htmx must not follow it too
    const { go, mark } = link.dataset;
    if (go) this.#go(go);
    else if (mark !== undefined) this.#pair(mark);
    else if (link.matches(".spot")) this.#select(link);
    else this.#open(link.getAttribute("href"));
  }

  #key(event) {
    const spot = event.target.closest?.(".spot");
    if (!spot || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      ArrowLeft: () => this.#go(spot.dataset.older),
      ArrowRight: () => this.#go(spot.dataset.newer),
      ArrowUp: () => this.#beside(spot.id.slice(2), -1),
      ArrowDown: () => this.#beside(spot.id.slice(2), 1),
      Home: () => this.#go(this.dataset.oldest),
      End: () => this.#go(this.dataset.newest),
      Enter: () => this.#open(spot.getAttribute("href")),
      " ": () => this.#hear(spot),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  #tell(spot) {
    const { tip, box } = this.parts;
    tip.hidden = !spot;
    if (!spot) return;
    const told = spot.getAttribute("aria-label");
    const by = told.lastIndexOf(", by ");
    [tip.firstChild.textContent, tip.lastChild.textContent] = [told.slice(0, by), told.slice(by + 2)];
    const [view, it] = [box.getBoundingClientRect(), spot.querySelector(".halo").getBoundingClientRect()];
    const left = Math.min(Math.max(it.x + it.width / 2 - view.x - tip.offsetWidth / 2, 8), box.clientWidth - tip.offsetWidth - 8);
    const above = it.y - view.y - tip.offsetHeight - 8;
    Object.assign(tip.style, { left: `${left}px`, top: `${above > 4 ? above : it.bottom - view.y + 8}px` });
  }
}

customElements.define("family-tree", FamilyTree);
