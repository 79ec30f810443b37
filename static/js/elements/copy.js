// <copy-text>: a line of text that is selected when one goes there, and copied by the button beside it.
const SAID_MS = 2000;

export class CopyText extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.button = this.querySelector("button");
    this.said = this.button.querySelector("[aria-live]");
    this.button.hidden = false;
    this.input.addEventListener("focus", () => this.input.select());
    this.button.addEventListener("click", () => this.#copy());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async #copy() {
    this.input.select();
    try {
      await navigator.clipboard.writeText(this.input.value);
      this.#say("Copied");
    } catch {
      this.#say(document.execCommand("copy") ? "Copied" : "Press Ctrl+C to copy"); // pages without TLS have no clipboard
    }
  }

  #say(words) {
    this.said.textContent = words;
    this.classList.add("said");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.said.textContent = "Copy";
      this.classList.remove("said");
    }, SAID_MS);
  }
}

customElements.define("copy-text", CopyText);
