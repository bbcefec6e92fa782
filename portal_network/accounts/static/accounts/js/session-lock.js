/*
 * Locks an open page in place when its session is locked, so that nothing typed is lost.
 *
 * The server decides: this script reports real input at most once a minute, asks when the lock is
 * due, and covers the page while the session is locked. Several tabs of one session agree, because
 * each asks again before it covers itself and whenever it is looked at.
 */
(function () {
  'use strict';

  var options = document.currentScript.dataset;
  var REPORT_EVERY = 60 * 1000;
  var lastReport = Date.now();
  var reportTimer = null;
  var checkTimer = null;
  var dialog = null;

  function token() {
    var config = document.getElementById('wagtail-config');
    return config ? JSON.parse(config.textContent).CSRF_TOKEN : '';
  }

  function ask(url, method, body) {
    return fetch(url, {
      method: method,
      body: body,
      credentials: 'same-origin',
      redirect: 'error',
      headers: { Accept: 'application/json', 'X-CSRFToken': token() },
    });
  }

  function follow(state) {
    if (!state.signed_in) return;
    if (state.locked) cover();
    else uncover();
    window.clearTimeout(checkTimer);
    if (!state.locked) checkTimer = window.setTimeout(check, (state.seconds_left + 1) * 1000);
  }

  function send(method) {
    return ask(options.stateUrl, method)
      .then(function (response) {
        return response.json();
      })
      .then(follow)
      .catch(function () {
        // Without a network there is nothing to lock from here: the server locks all the same.
        window.clearTimeout(checkTimer);
        checkTimer = window.setTimeout(check, REPORT_EVERY);
      });
  }

  function check() {
    return send('GET');
  }

  function report() {
    window.clearTimeout(reportTimer);
    reportTimer = null;
    lastReport = Date.now();
    return send('POST');
  }

  function noteInput(event) {
    if (!event.isTrusted || (dialog && dialog.open) || reportTimer) return;
    var wait = REPORT_EVERY - (Date.now() - lastReport);
    if (wait <= 0) report();
    else reportTimer = window.setTimeout(report, wait);
  }

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) {
      made.setAttribute(key, attributes[key]);
    });
    if (text) made.textContent = text;
    return made;
  }

  function build() {
    dialog = element('dialog', { class: 'session-lock', 'aria-labelledby': 'session-lock-title' });
    var form = element('form', { method: 'post', action: options.lockUrl });
    var input = element('input', {
      type: 'password',
      name: 'password',
      id: 'session-lock-password',
      autocomplete: 'current-password',
      required: '',
      'aria-describedby': 'session-lock-error',
    });
    var error = element('p', { class: 'accounts-error', id: 'session-lock-error', role: 'alert' });
    error.hidden = true;
    form.append(
      element('h2', { id: 'session-lock-title' }, options.title),
      element('p', {}, options.text),
      element('label', { for: 'session-lock-password' }, options.label),
      input,
      error,
      element('button', { type: 'submit', class: 'button' }, options.button),
    );
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      unlock(input, error);
    });
    // Escape closes dialogs; this one closes with the password alone.
    dialog.addEventListener('cancel', function (event) {
      event.preventDefault();
    });
    dialog.append(form);
    document.body.append(dialog);
  }

  function unlock(input, error) {
    error.hidden = true;
    ask(options.lockUrl, 'POST', new URLSearchParams({ password: input.value }))
      .then(function (response) {
        return response.json();
      })
      .then(function (answer) {
        input.value = '';
        if (answer.locked) {
          error.textContent = answer.error;
          error.hidden = false;
          input.focus();
        } else {
          check();
        }
      })
      .catch(function () {
        error.textContent = options.failed;
        error.hidden = false;
      });
  }

  function cover() {
    if (!dialog) build();
    // Escape pressed twice closes a dialog whatever the page says; it opens again below.
    if (!dialog.open) dialog.showModal();
    dialog.onclose = cover;
  }

  function uncover() {
    if (!dialog || !dialog.open) return;
    dialog.onclose = null;
    dialog.close();
  }

  function start() {
    if (document.body.classList.contains('login')) return;
    ['keydown', 'pointerdown', 'wheel', 'input'].forEach(function (kind) {
      document.addEventListener(kind, noteInput, { capture: true, passive: true });
    });
    document.addEventListener('visibilitychange', function () {
      if (document.visibilityState === 'visible') check();
    });
    window.addEventListener('pageshow', function (event) {
      if (event.persisted) check();
    });
    check();
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
