/* Suggestions below the search box (WAI-ARIA combobox). Without this file the form searches, too. */
(function () {
  "use strict";
  document.querySelectorAll("[data-suggest]").forEach(function (input) {
    var list = document.createElement("ul"), status = document.createElement("span");
    var label = input.dataset.suggestLabel, active = -1, asked = "", timer;
    function set(element, values) {
      Object.keys(values).forEach(function (name) { element.setAttribute(name, values[name]); });
    }
    function mark(place) {
      active = place;
      Array.from(list.children).forEach(function (option, number) {
        option.setAttribute("aria-selected", number === place);
      });
      var option = list.children[place];
      input.setAttribute("aria-activedescendant", option ? option.id : "");
      if (option) option.scrollIntoView({ block: "nearest" });
    }
    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", open);
      mark(-1);
    }
    function fill(items) {
      list.textContent = "";
      items.forEach(function (item, number) {
        var option = document.createElement("li"), kind = document.createElement("small");
        set(option, { id: list.id + number, role: "option", "data-url": item.url });
        kind.textContent = item.kind;
        option.append(item.text, " ", kind);
        list.append(option);
      });
      status.textContent = items.length + " " + label;
      show(items.length > 0 && document.activeElement === input);
    }
    function ask() {
      var typed = input.value.trim(), scope = input.form.querySelector("[name=pham-vi]");
      if (typed === asked) return;
      asked = typed;
      if (typed.length < 2) return show(false);
      fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed) +
        (scope ? "&pham-vi=" + scope.value : ""))
        .then(function (answer) { return answer.json(); })
        .then(function (answer) { if (typed === asked) fill(answer.items); })
        .catch(function () { show(false); });
    }
    function go(option) { location.assign(option.dataset.url); }

    set(list, { id: input.id + "-goi-y", "class": "suggest", role: "listbox", "aria-label": label });
    set(status, { "class": "sr-only", role: "status" });
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
    input.parentNode.append(list, status);
    show(false);
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("keydown", function (event) {
      var count = list.children.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && !list.hidden) show(false);
      else if (event.key === "Enter" && active >= 0) go(list.children[active]);
      else if (step && count) {
        var next = active + step;
        if (list.hidden) show(true);
        mark(next >= count ? -1 : next < -1 ? count - 1 : next);
      } else return;
      event.preventDefault();
    });
    input.addEventListener("blur", function () { show(false); });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      if (event.target.closest("li")) go(event.target.closest("li"));
    });
  });
})();
