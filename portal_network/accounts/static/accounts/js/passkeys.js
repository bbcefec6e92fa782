/* Says in words why a passkey was not taken; the ceremony itself is django-allauth's. */
(function () {
  'use strict';

  document.addEventListener('allauth.error', function (event) {
    var place = document.getElementById('passkey-error');
    if (!place) return;
    event.preventDefault();
    place.textContent = window.PublicKeyCredential ? place.dataset.refused : place.dataset.missing;
    place.hidden = false;
  });
})();
