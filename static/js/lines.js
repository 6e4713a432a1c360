// One more blank line in a form of many lines; without JavaScript two blank lines stand ready after each saving.
"use strict";
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-line]");
  if (!button) return;
  const box = button.closest("[data-lines]");
  const total = box.querySelector(`input[name="${box.dataset.lines}-TOTAL_FORMS"]`);
  const holder = document.createElement("div");
  holder.innerHTML = box.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  const line = holder.firstElementChild;
  total.value = Number(total.value) + 1;
  box.querySelector("template").before(line);
  line.querySelector("input:not([type=hidden])").focus();
});
