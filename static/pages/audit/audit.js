// The export follows the filter that is in the address.
const form = document.getElementById("export");
form.addEventListener("submit", () => {
  form.action = form.action.split("?")[0] + window.location.search;
});
