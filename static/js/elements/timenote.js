// <time-note data-length>: a comment form that takes the moment that is heard, and [data-seek] buttons that go there.
import { clock } from "../times.js";

const player = () => document.querySelector("ab-player");

class TimeNote extends HTMLElement {
  #ticking = 0;

  connectedCallback() {
    this.here = this.querySelector("[data-do=here]");
    this.at = this.querySelector("[data-part=at]");
    this.field = this.querySelector("[name=position_s]");
    if (!player() || !this.here) return;
    this.here.hidden = false;
    this.here.addEventListener("click", () => (this.field.value = this.#position.toFixed(3)));
    this.#tick();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#ticking);
  }

  get #position() {
    return Math.min(player()?.position ?? 0, Number(this.dataset.length));
  }

  #tick() {
    const text = clock(this.#position);
    if (this.at.textContent !== text) this.at.textContent = text;
    this.#ticking = requestAnimationFrame(() => this.#tick());
  }
}

// What a moment is about is heard in what is proposed.
document.addEventListener("click", ({ target }) => {
  const seconds = target.closest?.("[data-seek]")?.dataset.seek;
  const heard = player();
  if (seconds === undefined || !heard) return;
  heard.hear("new");
  heard.seek(Number(seconds));
  if (!heard.playing) heard.play();
  heard.scrollIntoView({ block: "nearest" });
});

customElements.define("time-note", TimeNote);
