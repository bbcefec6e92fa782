/* Runs before the first paint, so that a chosen theme or text size never flashes or shifts.
   Everything else is in portal.js. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("has-script");
  try {
    var theme = localStorage.getItem("theme");
    var size = localStorage.getItem("text-size");
    if (/^(light|dark|contrast)$/.test(theme)) root.setAttribute("data-theme", theme);
    if (/^(-1|1|2|3)$/.test(size)) root.setAttribute("data-text-size", size);
  } catch (error) { /* storage is switched off: the choice lasts for one page */ }
})();
