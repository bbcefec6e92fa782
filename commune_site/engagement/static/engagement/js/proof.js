/* Proof of work while a person types (ALTCHA, version 2). Without it the form works as well. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-challenge]");
  var subtle = window.crypto && window.crypto.subtle;
  if (!form || !subtle || !window.TextEncoder || !window.Promise) return;
  var challenge = JSON.parse(form.getAttribute("data-challenge"));
  var field = form.elements.proof;
  var state = form.querySelector("[data-proof-state]");
  var asked = challenge.parameters;
  var work = null;
  var sender = null;

  function bytes(hex) {
    var made = new Uint8Array(hex.length / 2);
    for (var i = 0; i < made.length; i += 1) made[i] = parseInt(hex.substr(2 * i, 2), 16);
    return made;
  }

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (value) {
      return ("0" + value.toString(16)).slice(-2);
    }).join("");
  }

  function derive(nonce, salt, counter) {
    var password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, counter);
    return subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]).then(function (key) {
      var how = { name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: asked.cost };
      return subtle.deriveBits(how, key, 8 * asked.keyLength);
    });
  }

  function search(nonce, salt, counter) {
    return derive(nonce, salt, counter).then(function (buffer) {
      var key = hex(buffer);
      if (key.indexOf(asked.keyPrefix) === 0) return { counter: counter, derivedKey: key };
      return search(nonce, salt, counter + 1);
    });
  }

  function begin() {
    if (!work) {
      work = search(bytes(asked.nonce), bytes(asked.salt), 0).then(function (solution) {
        field.value = btoa(JSON.stringify({ challenge: challenge, solution: solution }));
      }).catch(function () { /* sent without a proof */ });
    }
    return work;
  }

  form.addEventListener("focusin", begin);
  form.addEventListener("submit", function (event) {
    if (field.value) return;
    event.preventDefault();
    if (sender) return;
    sender = begin();
    if (state) state.textContent = state.getAttribute("data-proof-state");
    sender.then(function () { form.submit(); });
  });
}());
