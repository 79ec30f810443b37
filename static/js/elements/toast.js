// <toast-note>: a passing word. It goes by itself, waits while it is looked at, and can be closed.
const STAYS_MS = 7000;

export class ToastNote extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-part=close]").addEventListener("click", () => this.remove());
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => clearTimeout(this.timer));
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.#go());
    this.#go();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  #go() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remove(), STAYS_MS);
  }
}

customElements.define("toast-note", ToastNote);
