/* A table that is copied in Word or Excel and pasted into a text becomes a block of the text. The
   editor itself would make a row of words of it. Text without a table is left to the editor. */
(function () {
  "use strict";
  var settings = document.currentScript.dataset;

  function streamAround(editor) {
    for (var node = editor.parentElement; node; node = node.parentElement) {
      var stream = node.rootBlock;
      if (stream && stream.children && stream.blockDef && stream.blockDef.childBlockDefsByName &&
          stream.blockDef.childBlockDefsByName.table) return stream;
    }
    return null;
  }

  function placeOf(stream, editor) {
    return stream.children.findIndex(function (child) {
      var element = child.element || (child.block && child.block.element);
      return element && element.contains(editor);
    });
  }

  document.addEventListener("paste", function (event) {
    var editor = event.target.closest && event.target.closest(".Draftail-Editor");
    var html = editor && event.clipboardData && event.clipboardData.getData("text/html");
    if (!html || !/<table[\s>]/i.test(html)) return;
    var stream = streamAround(editor);
    if (!stream) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    var form = new FormData();
    form.append("html", html);
    form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    fetch(settings.address, { method: "POST", body: form, credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        if (answer.message) { window.alert(answer.message); return; }
        var place = placeOf(stream, editor) + 1;
        answer.blocks.forEach(function (block, offset) { stream.insert(block, place + offset); });
      })
      .catch(function () { window.alert(settings.failed); });
  }, true);
})();
