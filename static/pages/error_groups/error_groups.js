// A crop that may not be shown, or is lost, leaves no broken picture behind.
for (const image of document.querySelectorAll("[data-hide-broken]")) {
  const hide = () => { image.hidden = true; };
  image.addEventListener("error", hide);
  if (image.complete && image.currentSrc && !image.naturalWidth) hide();
}
