/* Comforts only: every page works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;

  function all(selector, visit) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), visit);
  }

  /* A choice is an attribute of the root element, remembered in this browser alone. */
  function remember(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch (error) { /* see appearance.js */ }
  }

  all("[data-text-step]", function (button) {
    button.addEventListener("click", function () {
      var step = Number(button.getAttribute("data-text-step"));
      var size = Number(root.getAttribute("data-text-size") || 0) + step;
      remember("text-size", step ? String(Math.max(-1, Math.min(3, size)) || "") : "");
    });
  });

  all("[data-theme-choice]", function (select) {
    select.value = root.getAttribute("data-theme") || "";
    select.addEventListener("change", function () {
      remember("theme", select.value);
    });
  });

  /* Small screens: the link to the menu becomes a button that opens and closes it. */
  all("[data-menu-opener]", function (opener) {
    var menu = document.querySelector(opener.getAttribute("href"));
    if (!menu) return;
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-controls", menu.id);
    function show(open) {
      menu.classList.toggle("is-open", open);
      opener.setAttribute("aria-expanded", String(open));
    }
    function toggle(event) {
      event.preventDefault();
      show(!menu.classList.contains("is-open"));
    }
    show(false);
    opener.addEventListener("click", toggle);
    opener.addEventListener("keydown", function (event) {
      if (event.key === " ") toggle(event);
    });
  });

  /* Panels of the menu: one at a time, closed by Escape and by leaving them. */
  var panels = document.querySelectorAll("[data-panel]");
  function closePanels(except) {
    Array.prototype.forEach.call(panels, function (panel) {
      if (panel !== except) panel.open = false;
    });
  }
  Array.prototype.forEach.call(panels, function (panel) {
    panel.addEventListener("toggle", function () {
      if (panel.open) closePanels(panel);
    });
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-panel]")) closePanels();
  });
  document.addEventListener("focusin", function (event) {
    closePanels(event.target.closest("[data-panel]"));
  });
  document.addEventListener("keydown", function (event) {
    var panel = event.key === "Escape" && document.querySelector("[data-panel][open]");
    if (!panel) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });

  /* Lists of units: names are filtered while one types, with or without marks. */
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }
  all("[data-filters]", function (input) {
    var list = document.getElementById(input.getAttribute("data-filters"));
    if (!list) return;
    input.addEventListener("input", function () {
      var wanted = fold(input.value.trim());
      var shown = 0;
      Array.prototype.forEach.call(list.querySelectorAll("[data-group]"), function (group) {
        var visible = 0;
        Array.prototype.forEach.call(group.querySelectorAll("[data-name]"), function (item) {
          item.hidden = fold(item.getAttribute("data-name")).indexOf(wanted) < 0;
          if (!item.hidden) visible += 1;
        });
        group.hidden = !visible;
        shown += visible;
      });
      var status = document.getElementById(list.id + "-status");
      if (status) status.textContent = shown + " " + status.getAttribute("data-unit");
    });
  });

  all("[data-print]", function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });
})();
