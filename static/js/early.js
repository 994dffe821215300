// Before the first paint: the system's theme where the person chose none, and the folded side bar.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  if (!root.dataset.bsTheme) {
    var follow = function () { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
    follow();
    dark.addEventListener("change", follow);
  }
  try {
    if (localStorage.getItem("docmgr.side") === "folded") { root.dataset.side = "folded"; }
  } catch (error) { /* storage may be switched off: then the bar stays open */ }
})();
