// <drop-zone data-most-mb data-most-files>: a file field that takes what is dropped on it, lists what was chosen and
// shows how far sending is. Without it the field works as fields do.
class DropZone extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    this.target = this.querySelector("[data-part=target]");
    this.bar = this.querySelector("[data-part=bar]");
    this.querySelector("[data-part=invitation]").hidden = false;
    this.field.addEventListener("change", () => this.#list());
    this.#takeDrops();
    const form = this.closest("form");
    form.addEventListener("htmx:xhr:progress", ({ detail }) => this.#show(detail));
    form.addEventListener("htmx:beforeRequest", () => this.#busy(true));
    form.addEventListener("htmx:afterRequest", () => this.#busy(false));
    this.#list();
  }

  #takeDrops() {
    const mark = (is) => this.target.toggleAttribute("data-over", is);
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      mark(true);
    });
    this.addEventListener("dragleave", ({ relatedTarget }) => this.contains(relatedTarget) || mark(false));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      if (!event.dataTransfer.files.length) return;
      this.field.files = event.dataTransfer.files;
      this.#list();
    });
  }

  #list() {
    const items = [...this.field.files].map((file) => this.#item(file));
    this.querySelector("[data-part=chosen]").replaceChildren(...items);
    const most = Number(this.dataset.mostFiles);
    const crowd = this.field.files.length > most ? `At most ${most} files are taken at a time.` : "";
    this.field.setCustomValidity(crowd);
  }

  #item({ name, size }) {
    const item = document.createElement("li");
    const megabytes = size / 1e6;
    const label = Object.assign(document.createElement("span"), { className: "clip", textContent: name });
    const told = Object.assign(document.createElement("span"), { className: "num dim" });
    told.textContent = `${megabytes < 0.1 ? "under 0.1" : megabytes.toFixed(1)} MB`;
    item.append(label, told);
    if (megabytes > Number(this.dataset.mostMb)) {
      item.dataset.refused = "";
      told.textContent += ", too large";
    }
    return item;
  }

  #show({ loaded, total }) {
    if (total) this.bar.value = (100 * loaded) / total;
  }

  #busy(is) {
    this.bar.hidden = !is;
    for (const button of this.closest("form").querySelectorAll("button[type=submit]")) button.disabled = is;
  }
}

customElements.define("drop-zone", DropZone);
