/* Names for screen readers where Wagtail's forms give none: a line of text in a block, the editor of rich
   texts. Each takes the words that already stand above it on the screen. */
(function () {
  "use strict";
  var fields = [
    "input:not([type=hidden], [type=submit], [type=button], [aria-label], [aria-labelledby])",
    "textarea:not([hidden], [aria-label], [aria-labelledby])",
    "select:not([aria-label], [aria-labelledby])",
    "[role=textbox]:not([aria-label], [aria-labelledby])",
  ].join();
  var serial = 0;

  function idOf(element) {
    if (!element.id) element.id = "ten-" + (serial += 1);
    return element.id;
  }

  function labelAbove(field) {
    var wrapper = field.closest("[data-field-wrapper]");
    var label = wrapper && wrapper.querySelector(":scope > label, :scope > .w-field__label");
    var panel = field.closest("[data-panel][aria-labelledby]");
    return label ? idOf(label) : panel && panel.getAttribute("aria-labelledby");
  }

  function name() {
    document.querySelectorAll("[data-edit-form] :is(" + fields + ")").forEach(function (field) {
      if (field.labels && field.labels.length) return;
      var label = labelAbove(field);
      if (label) field.setAttribute("aria-labelledby", label);
    });
  }

  var waiting = false;
  new MutationObserver(function () {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      name();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", name);
})();
