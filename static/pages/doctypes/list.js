import { followName } from "./key.js";

const [name, key] = ["label_en", "key"].map((part) => document.querySelector(`#new-type [name=${part}]`));
name?.addEventListener("input", () => followName(name, key));

// A form that came back with mistakes is opened again at once.
window.addEventListener("load", () => {
  const form = document.querySelector(".modal:has(.invalid-feedback)");
  if (form) document.querySelector(`[data-bs-target='#${form.id}']`).click();
});
