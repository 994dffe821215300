// A form that came back with mistakes is opened again at once.
window.addEventListener("load", () => {
  if (document.querySelector("#new-type .invalid-feedback")) document.querySelector("[data-bs-target='#new-type']").click();
});
