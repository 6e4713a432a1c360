// The registration grid: keyboard through cells, a picker of titles, saving as one types, paste from Excel.
// What was typed is queued on this machine until the server has it; without JavaScript every cell is a link to a form.
"use strict";
(() => {
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const board = () => document.getElementById("bang");
  const wrap = document.querySelector(".sheet-wrap");
  if (!wrap || !board()) return;
  const TOKEN = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const STORE = `cho-luu:${location.pathname}`;
  const say = (text) => { document.getElementById("tin-nhanh").textContent = text; };
  let queue = JSON.parse(localStorage.getItem(STORE) || "[]");
  let busy = false;
  let wait = 2000;
  let current = null; // id of the cell that keeps the tab stop
  let picker = null; // { cell: id, box }

  // --- saving ---
  function status(words, bad = false) {
    const place = document.getElementById("tu-luu");
    if (!place) return;
    place.classList.toggle("t-late", bad);
    place.querySelector("[data-words]").textContent = words;
  }
  function keep() { localStorage.setItem(STORE, JSON.stringify(queue)); }
  function push(url, data) { queue.push({ url, data }); keep(); flush(); }

  async function post(url, data) {
    const body = data instanceof FormData ? new URLSearchParams(data) : new URLSearchParams(data);
    const answer = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": TOKEN, "HX-Request": "true" } });
    if (answer.redirected && new URL(answer.url).pathname === document.body.dataset.login) throw new Error("login");
    if (answer.status >= 500 || answer.status === 403) throw new Error(String(answer.status));
    return answer;
  }
  async function flush() {
    if (busy || !queue.length) return;
    busy = true;
    status("Đang lưu…");
    try {
      const answer = await post(queue[0].url, queue[0].data);
      queue.shift();
      keep();
      wait = 2000;
      if (answer.status === 404) status("Dòng này đã bị người khác xóa. Hãy tải lại trang.", true);
      else swap(await answer.text(), answer.ok);
    } catch (error) {
      failed(error.message);
      busy = false;
      return;
    }
    busy = false;
    flush();
  }
  function failed(why) {
    all(`[data-cell]`).filter((cell) => queue.some((op) => op.url === cell.dataset.url)).forEach((cell) => cell.classList.add("is-unsaved"));
    if (why === "login") { status("Phiên làm việc đã hết. Đăng nhập lại là lưu tiếp, không mất gì.", true); return askLogin(); }
    if (why === "403") return status("Trang mở quá lâu. Tải lại trang là lưu tiếp, không mất gì.", true);
    status("Chưa lưu được, đang thử lại", true);
    setTimeout(flush, wait);
    wait = Math.min(wait * 2, 30000);
    return undefined;
  }
  function askLogin() {
    const place = document.getElementById("tu-luu");
    if (place.querySelector("a")) return;
    const link = Object.assign(document.createElement("a"), { href: `${document.body.dataset.login}?next=${encodeURIComponent(location.pathname)}`, textContent: "Đăng nhập lại" });
    place.append(" ", link);
  }
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => { if (queue.length && !busy) event.preventDefault(); });

  // --- parts of the page that the server answers with take the place of those that stand there ---
  function swap(html, ok) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const had = document.activeElement && document.activeElement.closest("[data-cell]");
    all("[data-part][id]", answer).filter((part) => !part.parentElement.closest("[data-part]")).forEach((part) => {
      const old = document.getElementById(part.id);
      if (!old || (part.id === "thong-bao" && !part.children.length)) return;
      const fresh = document.importNode(part, true);
      old.replaceWith(fresh);
      if (window.htmx) window.htmx.process(fresh);
    });
    enhance();
    if (queue.length) status("Đang lưu…");
    const focus = board().dataset.focusOn;
    delete board().dataset.focusOn;
    const target = focus && (document.getElementById(focus) || null);
    if (target && target.matches("tr")) (target.querySelector("[data-cell]:not([data-text])") || target).focus();
    else if (target) target.focus();
    else if (had && !picker) focusCell(document.getElementById(had.id));
    if (!ok) say("Chưa ghi được, xem thông báo đầu trang");
  }

  // --- moving about ---
  const rows = () => all("tbody tr[id^=dong-]", board()).map((row) => all("[data-cell], .pos", row));
  function place(cell) {
    const grid = rows();
    const down = grid.findIndex((row) => row.includes(cell));
    return { grid, down, right: down < 0 ? -1 : grid[down].indexOf(cell) };
  }
  function step(cell, down, right) {
    const here = place(cell);
    let row = here.down + down;
    const column = here.right + right;
    while (here.grid[row]) {
      const next = here.grid[row][column];
      if (!next) return;
      if (next.matches("[data-cell]")) return focusCell(next);
      if (!down) return;
      row += down;
    }
  }
  function focusCell(cell) {
    if (!cell) return;
    const before = current && document.getElementById(current);
    if (before) { before.tabIndex = -1; before.classList.remove("is-focus"); }
    current = cell.id;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: false });
  }
  function enhance() {
    const cells = all("[data-cell]", board());
    cells.forEach((cell) => { cell.tabIndex = -1; cell.setAttribute("aria-label", label(cell)); });
    all(".chip-add, .pos a", board()).forEach((link) => { link.tabIndex = -1; });
    const stop = (current && document.getElementById(current)) || cells[0];
    if (stop) { stop.tabIndex = 0; current = stop.id; }
  }
  function label(cell) {
    if (cell.dataset.text !== undefined) return `${cell.dataset.what}: ${cell.textContent.trim()}`;
    const names = all("[data-code]", cell).map((chip) => chip.textContent.trim());
    return `${cell.dataset.what}: ${names.join(", ") || "chưa chọn"}`;
  }

  // --- the picker ---
  function open(cell) {
    if (cell.dataset.text !== undefined) return edit(cell);
    close();
    const box = document.getElementById(`bang-chon-${cell.dataset.kind}`).content.firstElementChild.cloneNode(true);
    const chosen = cell.dataset.codes.split(" ");
    all("input", box).forEach((tick) => { tick.checked = chosen.includes(tick.value); });
    box.setAttribute("aria-label", `Danh hiệu: ${cell.dataset.what}`);
    box.querySelector(".picker-h").textContent = cell.dataset.what;
    wrap.append(box);
    picker = { cell: cell.id, box };
    cell.classList.add("is-focus");
    document.body.classList.add("with-picker");
    lay(cell, box);
    (all("input:checked", box)[0] || box.querySelector("input")).focus({ preventScroll: true });
    return undefined;
  }
  function lay(cell, box) {
    const from = wrap.getBoundingClientRect();
    const at = cell.getBoundingClientRect();
    const left = Math.min(at.left - from.left, from.width - box.offsetWidth);
    const room = window.innerHeight - at.bottom;
    const above = room < box.offsetHeight + 8 && at.top > box.offsetHeight + 8;
    box.style.left = `${Math.max(left, 0)}px`;
    box.style.top = `${above ? at.top - from.top - box.offsetHeight - 4 : at.bottom - from.top + 4}px`;
  }
  function close(back = false) {
    if (!picker) return;
    const cell = document.getElementById(picker.cell);
    picker.box.remove();
    picker = null;
    document.body.classList.remove("with-picker");
    if (cell) { cell.classList.remove("is-focus"); if (back) focusCell(cell); }
  }
  function toggle(tick) {
    const cell = document.getElementById(picker.cell);
    const codes = cell.dataset.codes.split(" ").filter((code) => code && code !== tick.value);
    if (tick.checked) codes.push(tick.value);
    paint(cell, codes);
    push(cell.dataset.url, tick.checked ? { chosen: tick.value, seen: "" } : { chosen: "", seen: tick.value });
  }
  function short(kind, code) {
    const source = document.getElementById(`bang-chon-${kind}`).content.querySelector(`input[value="${code}"] + span`);
    return source ? source.firstChild.textContent.trim() : "";
  }
  function paint(cell, codes) {
    cell.dataset.codes = codes.join(" ");
    all("[data-code]", cell).forEach((chip) => chip.remove());
    const order = all("input", document.getElementById(`bang-chon-${cell.dataset.kind}`).content).map((tick) => tick.value);
    const holder = cell.querySelector(".cell");
    order.filter((code) => codes.includes(code)).reverse().forEach((code) => {
      const chip = Object.assign(document.createElement("span"), { className: "chip plain", textContent: short(cell.dataset.kind, code) });
      chip.dataset.code = code;
      holder.prepend(chip);
    });
    cell.setAttribute("aria-label", label(cell));
  }

  // --- a text in a cell ---
  function edit(cell) {
    if (cell.querySelector("input")) return;
    const before = cell.querySelector("a") ? "" : cell.textContent.trim();
    const input = Object.assign(document.createElement("input"), { className: "cell-in", value: before, maxLength: 120 });
    input.setAttribute("aria-label", cell.dataset.what);
    cell.replaceChildren(input);
    input.select();
    let done = false;
    const finish = (save) => {
      if (done) return;
      done = true;
      const now = save ? input.value.trim() : before;
      cell.textContent = now;
      if (now !== before) push(cell.dataset.url, { position: now, seen: before });
    };
    input.addEventListener("blur", () => finish(true));
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); finish(event.key === "Enter"); focusCell(cell); }
    });
  }

  function copyDown(cell) {
    const here = place(cell);
    const above = here.grid[here.down - 1] && here.grid[here.down - 1][here.right];
    if (!above || above.dataset.codes === undefined || cell.dataset.codes === undefined) return say("Không có ô phía trên để chép");
    const fits = above.dataset.codes.split(" ").filter((code) => code && short(cell.dataset.kind, code));
    if (!fits.length) return say("Danh hiệu của ô trên không dùng cho dòng này");
    push(cell.dataset.url, { chosen: fits.join(" "), seen: cell.dataset.codes });
    paint(cell, fits);
    return say("Đã chép ô trên xuống");
  }

  // --- keys, clicks, paste ---
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  wrap.addEventListener("keydown", (event) => {
    if (picker && picker.box.contains(event.target)) return pickerKey(event);
    const cell = event.target.matches("[data-cell]") ? event.target : null;
    if (!cell) return undefined;
    if (MOVES[event.key]) { event.preventDefault(); return step(cell, ...MOVES[event.key]); }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") { event.preventDefault(); return copyDown(cell); }
    if (["Enter", " ", "F2"].includes(event.key)) { event.preventDefault(); return open(cell); }
    return undefined;
  });
  function pickerKey(event) {
    const ticks = all("input", picker.box);
    const here = ticks.indexOf(event.target);
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return close(true); }
    if (event.key === "Enter") { event.preventDefault(); return close(true); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      return ticks[(here + (event.key === "ArrowDown" ? 1 : -1) + ticks.length) % ticks.length].focus();
    }
    if (event.key === "Tab") { const cell = document.getElementById(picker.cell); event.preventDefault(); close(true); return step(cell, 0, event.shiftKey ? -1 : 1); }
    return undefined;
  }
  wrap.addEventListener("change", (event) => {
    if (picker && picker.box.contains(event.target)) return toggle(event.target);
    const add = event.target.matches("[data-add]") && event.target.form;
    if (add) send(add);
    return undefined;
  });
  document.addEventListener("click", (event) => {
    if (picker && event.target.closest(".picker-f")) return close(true);
    if (picker && picker.box.contains(event.target)) return undefined;
    const cell = event.target.closest("#bang [data-cell]");
    const told = event.target.closest("a[data-code]"); // a target that tells why: feasibility.js opens it
    if (picker && (!cell || told || cell.id !== picker.cell)) close();
    if (!cell || told || event.target.closest(".pin, input")) return undefined;
    event.preventDefault();
    focusCell(cell);
    return open(cell);
  });
  wrap.addEventListener("focusin", (event) => { if (event.target.matches("[data-cell]")) { const old = current && document.getElementById(current); if (old) old.tabIndex = -1; current = event.target.id; event.target.tabIndex = 0; } });
  wrap.addEventListener("paste", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.target.matches("input")) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    if (text.trim()) push(board().querySelector("table").dataset.paste, { entry: cell.dataset.entry, column: cell.dataset.column, text });
  });
  async function send(form, submitter) {
    status("Đang lưu…");
    const data = new FormData(form);
    if (submitter && submitter.name) data.set(submitter.name, submitter.value);
    try {
      const answer = await post(form.action, data);
      if (answer.redirected) { location.assign(answer.url); return; }
      swap(await answer.text(), answer.ok);
    } catch (error) { failed(error.message); }
  }
  wrap.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-board]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  enhance();
  flush();
})();
