/* The calendar of a field for a day opens a moment after the field was entered. Whoever types the
   day, or has gone on meanwhile, is left in peace: it would cover the next field and take the click
   that was meant for it. */
(function () {
  "use strict";
  var picker = window.jQuery && window.jQuery.fn.datetimepicker;
  if (!picker) return;
  var typedIn = null;

  picker.defaults.onShow = function (day, field) {
    return field[0] === document.activeElement && field[0] !== typedIn;
  };

  document.addEventListener("input", function (event) {
    if (!window.jQuery(event.target).data("xdsoft_datetimepicker")) return;
    typedIn = event.target;
    window.jQuery(event.target).datetimepicker("hide");
  });
  ["mousedown", "touchstart", "focusout"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (event.target === typedIn) typedIn = null;
    }, { capture: true, passive: true });
  });
})();
