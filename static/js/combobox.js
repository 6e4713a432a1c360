// The accent-free picker (ui/combobox.html), after the ARIA combobox pattern with a listbox popup.
// The server searches; without JavaScript the typed words are posted and the server asks back.
"use strict";
(() => {
  const timers = new WeakMap();
  const parts = (box) => ({
    input: box.querySelector("[role=combobox]"),
    value: box.querySelector("input[type=hidden]"),
    list: box.querySelector("[role=listbox]"),
  });
  const options = (list) => Array.from(list.querySelectorAll("[role=option]:not([aria-disabled])"));

  function close(box) {
    const { input, list } = parts(box);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  async function search(box) {
    const { input, list } = parts(box);
    const words = input.value.trim();
    if (words.length < 2) return close(box);
    const url = new URL(input.dataset.url, location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (answer.redirected || answer.status === 401) return location.reload();
      if (!answer.ok || input.value.trim() !== words) return undefined;
      list.innerHTML = await answer.text();
    } catch {
      document.getElementById("mat-ket-noi").hidden = false;
      return undefined;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    document.getElementById("tin-nhanh").textContent = `${options(list).length} lựa chọn`;
    return undefined;
  }
  function mark(box, option) {
    const { input, list } = parts(box);
    options(list).forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function choose(box, option) {
    const { input, value } = parts(box);
    input.value = option.dataset.text;
    value.value = option.dataset.value;
    close(box);
    value.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function move(box, step) {
    const { list } = parts(box);
    const found = options(list);
    if (list.hidden || !found.length) return search(box);
    const here = found.findIndex((one) => one.getAttribute("aria-selected") === "true");
    return mark(box, found[(here + step + found.length) % found.length]);
  }

  document.addEventListener("input", (event) => {
    const box = event.target.matches("[role=combobox]") && event.target.closest("[data-combo]");
    if (!box) return;
    parts(box).value.value = "";
    clearTimeout(timers.get(box));
    timers.set(box, setTimeout(() => search(box), 180));
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.matches("[role=combobox]") && event.target.closest("[data-combo]");
    if (!box) return;
    const { list } = parts(box);
    const marked = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(box, event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter" && !list.hidden && marked) { event.preventDefault(); choose(box, marked); }
    else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(box); }
    else if (event.key === "Tab" && marked && !list.hidden) choose(box, marked);
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-combo] [role=option]:not([aria-disabled])");
    if (option) { event.preventDefault(); choose(option.closest("[data-combo]"), option); }
  });
  document.addEventListener("focusout", (event) => {
    const box = event.target.closest("[data-combo]");
    if (box && !box.contains(event.relatedTarget)) close(box);
  });
})();
