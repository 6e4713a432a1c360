// Marks the targets of a registration grid: reached, missed, or whether they can come true; a press tells why.
// The grid belongs to sheet.js or review.js; this only dresses its chips. Without it a link leads to the same as a page.
"use strict";
(() => {
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const grid = document.querySelector("table.sheet[data-feasibility]");
  if (!grid) return;
  const url = grid.dataset.feasibility;
  const host = grid.closest(".sheet-wrap") || document.querySelector("main");
  const PHONE = window.matchMedia("(max-width: 767px)");
  const GAP = 9; // between a cell and its explanation, for the tip
  let known = {}; // "line-year-CODE": { state, word, note }
  let closed = []; // years that are over
  let asking = null;
  let shown = null; // { box, cell: id, code }

  // --- the marks ---
  const mark = (state) => {
    const copy = document.querySelector(`.fz-legend [data-mark=${state}] svg`).cloneNode(true);
    ["role", "aria-label"].forEach((name) => copy.removeAttribute(name));
    copy.setAttribute("aria-hidden", "true");
    return copy;
  };
  async function ask() {
    if (asking) asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${url}?dang=json`, { credentials: "same-origin", cache: "no-store", signal: asking.signal });
      if (!answer.ok || answer.redirected) return;
      ({ targets: known, closed } = await answer.json());
      paint();
    } catch (error) { /* no connection, or asked anew: the chips stay as they are */ }
  }
  function paint() {
    all("table.sheet[data-feasibility] td[id^=o-]").forEach((cell) => {
      const [, line, year] = cell.id.split("-");
      cell.classList.toggle("closed", closed.includes(Number(year)));
      all("[data-code]", cell).forEach((chip) => dress(chip, cell, known[`${line}-${year}-${chip.dataset.code}`], `${url}${line}/${year}/`));
      if (cell.dataset.what) cell.setAttribute("aria-label", `${cell.dataset.what}: ${spoken(cell)}`);
    });
    if (shown && !chipOf(shown)) hide();
  }
  const spoken = (cell) => all("[data-code]", cell).map((chip) => chip.getAttribute("aria-label") || chip.textContent.trim()).join("; ") || "chưa chọn";
  function dress(chip, cell, target, address) {
    if (!target || (chip.dataset.state === target.state && chip.dataset.word === target.word)) return;
    const link = chip.matches("a") ? chip : Object.assign(document.createElement("a"), { href: `${address}${chip.dataset.code}/` });
    if (link !== chip) {
      link.dataset.code = chip.dataset.code;
      link.setAttribute("aria-haspopup", "dialog");
      if (chip.classList.contains("add")) link.dataset.added = "";
      link.append(...chip.childNodes);
      chip.replaceWith(link);
      if (cell.matches("[data-cell]")) link.tabIndex = cell.tabIndex;
    }
    const kind = ["done", "miss"].includes(target.state) ? "res" : "chip";
    const open = link.classList.contains("open") ? " open" : "";
    link.className = `${kind} ${target.state}${"added" in link.dataset ? " add" : ""}${open}`;
    Object.assign(link.dataset, { state: target.state, word: target.word });
    all("svg", link).forEach((old) => old.remove());
    link.setAttribute("aria-label", `${link.textContent.trim()}, ${target.word.toLowerCase()}`);
    link.prepend(mark(target.state));
  }

  // --- after every change: what is known at once, then what the server says of the new whole ---
  const IS_CELL = "#bang, td[data-y]";
  const watch = new MutationObserver((changes) => {
    const nodes = changes.flatMap((change) => Array.from(change.addedNodes)).filter((node) => node.nodeType === 1);
    paint();
    watch.takeRecords();
    if (nodes.some((node) => node.matches(IS_CELL))) ask();
  });
  if (grid.closest(".sheet-wrap")) watch.observe(host, { childList: true, subtree: true });

  // --- keyboard: the chips of the cell one stands in are the next tab stops; Esc goes back to the cell ---
  host.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    all("[data-cell] a[data-code]", host).forEach((link) => { link.tabIndex = cell.contains(link) ? 0 : -1; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const cell = event.target.matches("a[data-code]") && event.target.closest("[data-cell]");
    if (!shown && !cell) return;
    event.preventDefault();
    event.stopPropagation();
    if (shown) hide(true);
    else cell.focus();
  }, true);

  // --- why: beside the cell, on a phone from below ---
  const chipOf = ({ cell, code }) => document.querySelector(`#${cell} a[data-code="${code}"]`);
  host.addEventListener("click", (event) => {
    const chip = event.target.closest("a[data-code]");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (shown && chip.classList.contains("open")) hide(true);
    else tell(chip);
  });
  document.addEventListener("click", (event) => {
    if (!shown) return;
    if (event.target.closest("[data-fz-close]") || event.target === shown.box) return hide(true);
    const link = event.target.closest("a[href*='#']");
    if (!shown.box.contains(event.target) || (link && link.pathname === location.pathname)) hide();
    return undefined;
  });
  let wide = window.innerWidth;
  window.addEventListener("resize", () => { if (window.innerWidth !== wide) { wide = window.innerWidth; hide(); } });
  async function tell(chip) {
    const place = { cell: chip.closest("td").id, code: chip.dataset.code };
    hide();
    chip.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(chip.href, { credentials: "same-origin", headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      show(place, await answer.text());
    } catch (error) {
      location.assign(chip.href);
    } finally {
      chip.removeAttribute("aria-busy");
    }
  }
  function show(place, html) {
    hide();
    const box = Object.assign(document.createElement("dialog"), { className: "pop pop-03 fz-pop" });
    box.setAttribute("aria-labelledby", "vi-sao-h");
    box.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    host.classList.add("fz-host");
    host.append(box);
    shown = { ...place, box };
    chipOf(place).classList.add("open");
    document.body.classList.add("with-pop");
    if (PHONE.matches) box.showModal();
    else { box.open = true; lay(box, chipOf(place)); } // show() would scroll to its focus before it is laid out
    box.addEventListener("cancel", (event) => { event.preventDefault(); hide(true); });
    box.addEventListener("submit", () => setTimeout(hide, 0, true));
    box.addEventListener("keydown", stay);
    box.querySelector("h2").focus({ preventScroll: true });
  }
  function hide(back = false) {
    if (!shown) return;
    const { box } = shown;
    const chip = chipOf(shown);
    const cell = document.getElementById(shown.cell);
    shown = null;
    box.remove();
    document.body.classList.remove("with-pop");
    if (chip) chip.classList.remove("open");
    if (back) (chip || cell).focus();
  }
  function stay(event) {
    if (event.key !== "Tab") return;
    const stops = all("button, a[href], summary, [tabindex='0']", event.currentTarget);
    const last = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement !== last && stops.includes(document.activeElement)) return;
    event.preventDefault();
    const here = stops.indexOf(document.activeElement);
    stops[here < 0 ? (event.shiftKey ? stops.length - 1 : 0) : event.shiftKey ? stops.length - 1 : 0].focus();
  }
  function lay(box, chip) {
    const from = host.getBoundingClientRect();
    const cell = chip.closest("td").getBoundingClientRect();
    const at = chip.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const right = cell.right + GAP + width <= document.documentElement.clientWidth;
    const left = !right && cell.left - GAP - width >= 0;
    box.classList.toggle("at-left", left);
    box.classList.toggle("below", !right && !left);
    const middle = at.top + at.height / 2;
    const top = right || left ? Math.max(8, Math.min(middle - 118, window.innerHeight - height - 8)) : cell.bottom + 6;
    const x = right ? cell.right + GAP : left ? cell.left - GAP - width : Math.max(8, document.documentElement.clientWidth - width - 8);
    box.style.left = `${x - from.left}px`;
    box.style.top = `${top - from.top}px`;
    box.style.setProperty("--tip", `${Math.max(10, Math.min(middle - top - 6, height - 22))}px`);
  }

  ask();
})();
