// A form that came back with mistakes is opened again at once.
window.addEventListener("load", () => {
  const form = document.querySelector(".modal:has(.invalid-feedback)");
  if (form) document.querySelector(`[data-bs-target='#${form.id}']`).click();
});
