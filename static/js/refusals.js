// What was sent and refused. A form[data-keeps] holds what could not be filled in again, like files or a recording: it
// stays, and of the answer only what is said of its fields is taken over. The address stays, as the one that it went to shows no page (of a [data-leads] form it does),
// and one is led to what is to be mended. Who was signed out meanwhile signs in and comes back.

const SIGN_IN = "/accounts/login/";
const here = () => location.pathname + location.search;
const isSent = ({ requestConfig }) => Boolean(requestConfig) && requestConfig.verb !== "get";
const isRefused = (detail) => isSent(detail) && detail.xhr.status >= 400;
const isSignedOut = (detail) => location.pathname !== SIGN_IN && new URL(detail.xhr.responseURL).pathname === SIGN_IN;

/** Whether the answer is a page without the part that it was asked for: one that says what went wrong. */
const isAnother = ({ target, serverResponse: page }) => page.includes('id="main"') && !(target.id && page.includes(`id="${target.id}"`));

const FAILED = "The server could not take this just now. Nothing is lost: send it again in a moment.";
const UNSENT = "This did not arrive. Nothing is lost: check the connection, then send it again.";

/** What is said of the fields of a form, as in the same form of another page. */
function say(form, told) {
  for (const place of form.querySelectorAll("[data-said]")) {
    place.replaceChildren(...(told?.querySelector(`[data-said="${place.dataset.said}"]`)?.childNodes ?? []));
  }
  for (const field of form.querySelectorAll("input[id], select[id]")) {
    for (const name of ["aria-invalid", "aria-describedby"]) {
      const value = told?.querySelector(`#${field.id}`)?.getAttribute(name);
      if (value) field.setAttribute(name, value);
      else if (told) field.removeAttribute(name);
    }
  }
}

/** A sentence about a form as a whole. */
function complain(form, sentence) {
  const told = Object.assign(document.createElement("p"), { className: "error", textContent: sentence });
  form.querySelector("[data-said=all]").replaceChildren(told);
}

/** Lead whoever sent something to what is to be mended. */
function lead(within) {
  const field = within?.querySelector("[aria-invalid=true]:not([type=hidden])");
  if (!field) return;
  requestAnimationFrame(() => {
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "center" });
  });
}

document.addEventListener("htmx:sendError", ({ target }) => target.matches("form[data-keeps]") && complain(target, UNSENT));

document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  if (!isRefused(detail) || detail.requestConfig.elt.matches("[data-leads]")) return;
  Object.assign(detail.history, { type: "replace", path: here() });
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isSent(detail) || !detail.shouldSwap) return;
  if (isSignedOut(detail)) {
    detail.shouldSwap = false;
    location.assign(`${SIGN_IN}?next=${encodeURIComponent(here())}`);
  } else if (isRefused(detail) && detail.requestConfig.elt.matches("form[data-keeps]")) {
    const form = detail.requestConfig.elt;
    const told = new DOMParser().parseFromString(detail.serverResponse, "text/html").getElementById(form.id);
    detail.shouldSwap = false;
    say(form, told);
    if (!told) complain(form, FAILED);
    lead(form);
  } else if (isRefused(detail) && isAnother(detail)) {
    Object.assign(detail, { target: document.getElementById("main"), selectOverride: "#main", swapOverride: "outerHTML" });
  }
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (isRefused(detail)) lead(document.getElementById("main"));
});
