// <play-button data-src data-title data-by data-href data-peaks data-bpm data-key data-length>: plays a beat in the player.

export class PlayButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#ask);
    document.addEventListener("player:state", this.#follow);
    document.querySelector("beat-player")?.tell?.();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#ask);
    document.removeEventListener("player:state", this.#follow);
  }

  /** What is to be played; the cover is copied from the nearest one, or from the head of the page. */
  get beat() {
    const cover = this.closest("[data-beat]")?.querySelector(".cover svg") ?? document.querySelector("#main .cover svg");
    return { ...this.dataset, cover: cover?.outerHTML ?? "" };
  }

  #ask = () => {
    const beats = [...document.querySelectorAll("#main play-button")].map((button) => [button.dataset.src, button.beat]);
    const list = [...new Map(beats).values()]; // what a page offers twice comes once
    this.dispatchEvent(new CustomEvent("beat:play", { bubbles: true, detail: { beat: this.beat, list } }));
  };

  #follow = ({ detail: { src, playing, progress } }) => {
    const mine = src === this.dataset.src;
    const button = this.querySelector("button");
    button.setAttribute("aria-pressed", String(mine && playing));
    button.setAttribute("aria-label", `${mine && playing ? "Pause" : "Play"} ${this.dataset.title}`);
    const row = this.closest("[data-beat]");
    row?.classList.toggle("current", mine);
    const wave = row?.querySelector("wave-form[data-follows]");
    if (wave) wave.progress = mine ? progress : 0;
  };
}

customElements.define("play-button", PlayButton);
