// <elapsed-time from="12.5">: seconds that have passed, counted on from what the server said.
import { clock } from "../times.js";

export class ElapsedTime extends HTMLElement {
  connectedCallback() {
    this.since = performance.now() - Number(this.getAttribute("from") ?? 0) * 1000;
    this.timer = setInterval(() => this.#show(), 1000);
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  #show() {
    this.textContent = clock((performance.now() - this.since) / 1000);
  }
}

customElements.define("elapsed-time", ElapsedTime);
