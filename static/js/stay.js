// What somebody typed into a form is not lost where the login ran out meanwhile: before a form leaves the page, the server
// is asked whether it knows the person still. Where it does not, the page stays as it is, files and passwords included,
// and nothing is kept anywhere else; the form is told by the event "stayed". Forms that htmx sends stay by themselves.
import { csrfToken, toast } from "./app.js";

const words = document.body.dataset;
const heard = new WeakSet();
const asking = new WeakSet();

const isTypedInto = (form) => [...form.elements].some((input) => input.matches("textarea, select, input:not([type=hidden])"));
const isOurs = (form) => form.getAttribute("method")?.toLowerCase() === "post" && !form.matches("[hx-post], [hx-get]") && isTypedInto(form);

// Why the form is not to be sent now, or nothing.
async function trouble() {
  let answer;
  try {
    answer = await fetch(words.session, { headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store" });
  } catch {
    return () => toast(words.wordsNetwork, "error");
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) return () => toast(said.message, "error", { href: words.login, text: words.wordsLogIn });
  if (answer.ok && said.person !== words.person) return () => toast(words.wordsOther.replace("{name}", said.person), "error");
  return null;  // whatever else is wrong, the answer to the form itself will say
}

async function leave(form, button) {
  if (asking.has(form)) return;
  asking.add(form);
  const stays = await trouble();
  asking.delete(form);
  if (stays) {
    stays();
    form.dispatchEvent(new CustomEvent("stayed"));
    return;
  }
  heard.add(form);
  form.requestSubmit(button);
}

// After the form's own listeners, which may refuse, and before those of the document, which take it for sent.
if (words.session) {
  document.body.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !isOurs(form)) return;
    if (heard.delete(form)) {
      // A login in another tab made the token that the page came with worthless.
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      if (token) token.value = csrfToken();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    leave(form, submitter);
  });
}
