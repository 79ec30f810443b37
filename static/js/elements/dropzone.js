// <drop-zone data-most-mb data-most-files data-most-all-mb>: a file field that takes what is dropped on it, lists what was
// chosen, sends nothing that would be refused for its size, and shows how far sending is. Without it the field works as
// fields do.
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
    form.addEventListener("htmx:beforeRequest", (event) => this.#begin(event));
    form.addEventListener("htmx:afterRequest", () => this.#busy(false));
    if (this.field.files.length) this.#list();
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
    this.#refuse(this.#complaint());
  }

  #complaint() {
    const files = [...this.field.files];
    const [most, mostMb, mostAllMb] = [this.dataset.mostFiles, this.dataset.mostMb, this.dataset.mostAllMb].map(Number);
    const large = files.find(({ size }) => size / 1e6 > mostMb);
    if (files.length > most) return `At most ${most} files are taken at a time; these are ${files.length}.`;
    if (large) return `“${large.name}” has ${Math.ceil(large.size / 1e6)} MB; at most ${mostMb} MB are taken.`;
    const all = files.reduce((sum, { size }) => sum + size, 0) / 1e6;
    return all > mostAllMb - 1 ? `Together these have ${Math.ceil(all)} MB; at most ${mostAllMb} MB are taken at a time.` : "";
  }

  #refuse(complaint) {
    const told = this.querySelector("[data-part=refusal]");
    told.querySelector("span").textContent = complaint;
    told.hidden = !complaint;
    this.querySelector("#error-files")?.remove(); // what the server said of others
    if (complaint) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }

  #begin(event) {
    const complaint = this.#complaint();
    if (!complaint) return this.#busy(true);
    event.preventDefault();
    this.#refuse(complaint);
    this.field.focus();
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
