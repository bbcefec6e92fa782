/* In a list the editor of rich texts takes the tabulator to indent, so that whoever has no mouse would
   never leave it. Escape gives the next tabulator back to the page; the first one that is kept tells. */
(function () {
  "use strict";
  var hint = document.currentScript.dataset.hint;
  var leaving = null;

  function tell(editor) {
    var place = editor.closest("[data-draftail-editor-wrapper]");
    if (!place || place.querySelector(".editing-leave")) return;
    var words = document.createElement("p");
    words.className = "editing-leave";
    words.setAttribute("role", "status");
    place.append(words);
    words.textContent = hint;
  }

  document.addEventListener("keydown", function (event) {
    var editor = event.target.closest && event.target.closest("[role=textbox][contenteditable=true]");
    if (!editor) return;
    if (event.key === "Escape") {
      leaving = editor;
    } else if (event.key === "Tab" && leaving === editor) {
      event.stopImmediatePropagation();
      leaving = null;
    } else if (event.key === "Tab") {
      setTimeout(function () {
        if (editor.contains(document.activeElement)) tell(editor);
      });
    } else if (event.key !== "Shift") {
      leaving = null;
    }
  }, { capture: true });
})();
