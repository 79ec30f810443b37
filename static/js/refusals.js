// What was sent and refused. The address stays, as the one that it went to shows no page (of a [data-leads] form it does),
// and one is led to what is to be mended. Who was signed out meanwhile signs in and comes back.

const SIGN_IN = "/accounts/login/";
const here = () => location.pathname + location.search;
const isSent = ({ requestConfig }) => Boolean(requestConfig) && requestConfig.verb !== "get";
const isRefused = (detail) => isSent(detail) && detail.xhr.status >= 400;
const isSignedOut = (detail) => location.pathname !== SIGN_IN && new URL(detail.xhr.responseURL).pathname === SIGN_IN;

/** Whether the answer is a page without the part that it was asked for: one that says what went wrong. */
const isAnother = ({ target, serverResponse: page }) => page.includes('id="main"') && !(target.id && page.includes(`id="${target.id}"`));

document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  if (!isRefused(detail) || detail.requestConfig.elt.matches("[data-leads]")) return;
  Object.assign(detail.history, { type: "replace", path: here() });
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isSent(detail) || !detail.shouldSwap) return;
  if (isSignedOut(detail)) {
    detail.shouldSwap = false;
    location.assign(`${SIGN_IN}?next=${encodeURIComponent(here())}`);
  } else if (isRefused(detail) && isAnother(detail)) {
    Object.assign(detail, { target: document.getElementById("main"), selectOverride: "#main", swapOverride: "outerHTML" });
  }
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const field = isRefused(detail) && document.querySelector("#main [aria-invalid=true]:not([type=hidden])");
  if (!field) return;
  requestAnimationFrame(() => {
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "center" });
  });
});
