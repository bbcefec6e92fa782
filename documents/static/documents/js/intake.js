// Lets files be dropped onto the frame; without scripts they are chosen in the field.
(() => {
  const form = document.querySelector('[data-intake-drop]');
  const field = form && form.querySelector('[data-intake-files]');
  if (!field) return;
  const busy = form.querySelector('[data-intake-busy]');
  form.querySelector('[data-intake-hint]').hidden = false;
  const over = (is) => form.classList.toggle('intake-drop--over', is);

  form.addEventListener('dragover', (event) => { event.preventDefault(); over(true); });
  form.addEventListener('dragleave', () => over(false));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener('submit', () => {
    if (field.files.length) busy.hidden = false;
  });
})();
