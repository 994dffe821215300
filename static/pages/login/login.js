// A demonstration account fills the name, so that only the password is left to type.
const name = document.querySelector("[name=username]");
const password = document.querySelector("[name=password]");
for (const button of document.querySelectorAll("[data-demo]")) {
  button.addEventListener("click", () => { name.value = button.dataset.demo; password.focus(); });
}
