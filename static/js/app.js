// What every page does: fold the side bar, show toasts, tell about failed htmx requests, copy to the clipboard.
const root = document.documentElement;
const words = document.body.dataset;

// ``link``: {href, text}, opened in another tab.
export function toast(text, kind = "info", link = null) {
  const area = document.getElementById("toasts");
  // What asks again and again would fill the page with one and the same sentence.
  if ([...area.querySelectorAll("span")].some((shown) => shown.textContent === text)) return;
  const card = document.createElement("div");
  card.className = `toast-card toast-${kind}`;
  const span = document.createElement("span");
  span.textContent = text;
  const way = link && Object.assign(document.createElement("a"), {
    href: link.href, textContent: link.text, target: "_blank", rel: "noopener", className: "btn btn-sm",
  });
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn-close";
  close.setAttribute("aria-label", area.dataset.close);
  card.append(span, ...(way ? [way] : []), close);
  area.append(card);
  fade(card);
}

function fade(card) {
  // What went wrong, or names what is left to do, stays until it was read.
  if (!card.matches(".toast-error, .toast-warning")) setTimeout(() => card.remove(), 6000);
}

// navigator.clipboard exists on https and localhost only; a house without certificates still copies.
async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
  } else {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(words.wordsCopied, "success");
}

// The cookie's, where the page may read it: a login in another tab makes the page's own token worthless.
export function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) || JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

function sideBar(open) {
  const button = document.querySelector("[data-act=open-side]");
  if (!button || document.body.classList.contains("side-open") === open) return;
  document.body.classList.toggle("side-open", open);
  button.setAttribute("aria-expanded", String(open));
  (open ? document.querySelector("#side a") : button).focus();
}

function foldSide() {
  root.dataset.side = root.dataset.side === "folded" ? "open" : "folded";
  try { localStorage.setItem("docmgr.side", root.dataset.side); } catch { /* storage is off */ }
}

const acts = {
  "fold-side": foldSide,
  "open-side": () => sideBar(true),
  "close-side": () => sideBar(false),
  back: () => history.back(),
  copy: (button) => copyText(button.dataset.copy ?? document.querySelector(button.dataset.copyFrom).innerText),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button && acts[button.dataset.act]) acts[button.dataset.act](button);
  const close = event.target.closest(".toast-card .btn-close");
  if (close) close.parentElement.remove();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") sideBar(false);
});

// A second click on a button sends nothing a second time. Forms that htmx sends look after themselves; one that brings
// a download leaves the page standing, so it may be sent again after a moment.
const SENT_MS = 3000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  form.closest(".modal")?.querySelector("[data-bs-dismiss]")?.click();
  // What is taken out follows the filter that htmx put into the address, and not the one that the page came with.
  if ("filtered" in form.dataset) form.action = form.action.split("?")[0] + window.location.search;
  setTimeout(() => delete form.dataset.sent, SENT_MS);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// What scrolls can be scrolled by keyboard as well.
function reachable() {
  document.querySelectorAll(".table-wrap, pre, figure").forEach((box) => {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}
reachable();
window.addEventListener("resize", reachable);
document.body.addEventListener("htmx:afterSettle", reachable);

// What was refused is seen at once, however far down the page it stands; what is changed is not refused any more.
[...document.querySelectorAll("main .is-invalid")].find((input) => input.offsetParent)?.focus();
document.addEventListener("input", ({ target }) => {
  (target.closest(".filters") ?? target.parentElement).querySelectorAll(".is-invalid").forEach((one) => {
    one.classList.remove("is-invalid");
  });
});

// A form or select with data-autosubmit sends itself when changed (works without htmx too).
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
});

// A window begins in its first field. Whoever was quicker than its opening goes on typing where they are: Bootstrap takes
// the focus to itself at the end.
const begun = new WeakMap();
document.addEventListener("focusin", ({ target }) => {
  const opening = target.closest(".modal");
  if (opening && opening !== target) begun.set(opening, target);
});
document.addEventListener("shown.bs.modal", ({ target }) => {
  (begun.get(target) ?? target.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
});
document.addEventListener("hidden.bs.modal", ({ target }) => begun.delete(target));

document.body.addEventListener("htmx:configRequest", (event) => {
  const { headers, parameters } = event.detail;
  headers["X-CSRFToken"] = csrfToken();
  // Django reads a form's own token first, and that of a page which is open for long may be worthless.
  if (parameters.csrfmiddlewaretoken) parameters.csrfmiddlewaretoken = csrfToken();
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

document.body.addEventListener("htmx:responseError", (event) => {
  const note = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("[data-error]");
  const out = event.detail.xhr.status === 401 && words.login;
  toast(note ? note.textContent.trim() : words.wordsFailed, "error", out ? { href: out, text: words.wordsLogIn } : null);
});
document.body.addEventListener("htmx:sendError", () => toast(words.wordsNetwork, "error"));
document.body.addEventListener("toast", (event) => toast(event.detail.text, event.detail.kind));
document.querySelectorAll(".toast-card").forEach(fade);

// A dialog whose form was refused is there again, once the script that opens it is (this one is the last).
document.querySelector("[data-opens-now]")?.click();
