/* Single keys on the screens of the queue; off until somebody turns them on (WCAG 2.2, 2.1.4). */
(() => {
  const KEY = 'approval-shortcuts';
  const box = document.querySelector('[data-approval-shortcuts]');
  if (!box) return;
  const toggle = box.querySelector('[data-approval-shortcuts-switch]');
  const isOn = () => {
    try { return localStorage.getItem(KEY) === 'on'; } catch { return false; }
  };
  box.hidden = false;
  toggle.checked = isOn();
  toggle.addEventListener('change', () => {
    try { localStorage.setItem(KEY, toggle.checked ? 'on' : 'off'); } catch { toggle.checked = false; }
  });

  const rows = () => [...document.querySelectorAll('[data-approval-list] .title > a')];
  const step = (by) => {
    const links = rows();
    const at = links.findIndex((link) => link.closest('tr').contains(document.activeElement));
    const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
    if (next) next.focus();
  };
  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
  };
  const focus = (selector) => {
    const target = document.querySelector(selector);
    if (target) target.focus();
  };
  const tick = () => {
    const row = document.activeElement.closest('tr');
    const choice = row && row.querySelector('input[name="item"]');
    if (choice) choice.checked = !choice.checked;
  };
  const list = document.querySelector('[data-approval-list]');
  const actions = list
    ? { j: () => step(1), k: () => step(-1), x: tick }
    : {
      j: () => follow('[data-approval-next]'),
      u: () => follow('[data-approval-list-link]'),
      d: () => focus('[data-approval-approve]'),
      t: () => focus('.approval-send-back input[type="checkbox"], .approval-send-back textarea'),
    };

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]');
    if (!isOn() || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
