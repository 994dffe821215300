// A form that came back with mistakes is shown again at once.
window.addEventListener("load", () => {
  const dialog = document.querySelector(".modal.show");
  if (!dialog) return;
  dialog.classList.remove("show");
  window.bootstrap?.Modal.getOrCreateInstance(dialog).show();
});
