// What every page does beyond plain HTML. Everything here spares a step; nothing depends on it.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const say = (text) => { document.getElementById("tin-nhanh").textContent = text; };

  // --- theme: a cookie, so that the server paints the right one at once ---
  function toggleTheme() {
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = theme;
    document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
    say(theme === "dark" ? "Đã đổi sang nền tối" : "Đã đổi sang nền sáng");
  }

  // --- menus and folded forms are <details>: one open at a time, Esc gives the focus back ---
  const FOLDS = "details.menu[open], details.more[open], details.ask[open]";
  function closeFolds(except) {
    all(FOLDS).filter((fold) => !except || !fold.contains(except)).forEach((fold) => { fold.open = false; });
  }
  document.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (!fold.open || !fold.matches("details.menu, details.more, details.ask")) return;
    closeFolds(fold);
    const field = fold.matches(".ask") && fold.querySelector("textarea, input:not([type=hidden])");
    if (field) field.focus();
  }, true);

  document.addEventListener("click", (event) => {
    const hit = event.target;
    if (hit.closest("[data-theme-toggle]")) return toggleTheme();
    if (hit.closest("[data-shortcuts]")) return openDialog("loi-tat");
    if (hit.closest("[data-close]")) return hit.closest(".notice").remove();
    if (hit.closest("[data-print]")) return window.print();
    const fold = hit.closest("[data-fold]");
    if (fold) { const box = fold.closest("details"); box.open = false; box.querySelector("summary").focus(); return; }
    const opener = hit.closest("[data-dialog]");
    if (opener) return openDialog(opener.dataset.dialog);
    if (hit.closest("[aria-disabled=true]")) event.preventDefault();
    closeFolds(hit);
  });

  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) { dialog.showModal(); (dialog.querySelector("[tabindex='-1']") || dialog).focus(); }
  }

  // --- keyboard ---
  let waiting = 0;
  const typing = (node) => node.closest("input, textarea, select, [contenteditable], .ts-wrapper, [data-keys]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const fold = all(FOLDS).pop();
      if (fold) { fold.open = false; fold.querySelector("summary").focus(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (waiting && Date.now() - waiting < 1500) {
      waiting = 0;
      const place = { v: 0, d: 1 }[event.key.toLowerCase()];
      const link = place !== undefined && all(".rail a.nav")[place];
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "/") focusSearch(event);
    else if (event.key === "?") { event.preventDefault(); openDialog("loi-tat"); }
    else if (event.key === "g") waiting = Date.now();
    else if (event.key === "j" || event.key === "k") stepThrough(event);
  });
  function focusSearch(event) {
    const field = all("[data-search]").find((node) => node.offsetParent);
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  }
  function stepThrough(event) {
    const links = all("[data-queue] a");
    if (!links.length) return;
    event.preventDefault();
    const here = links.findIndex((link) => link === document.activeElement || link.closest("[aria-current]"));
    links[Math.min(Math.max(here + (event.key === "j" ? 1 : -1), 0), links.length - 1)].focus();
  }

  // --- typing is kept on this machine until it has been sent ---
  const KEEP = "nhap:";
  const keyOf = (field) => KEEP + field.dataset.keep;
  function restore(from) {
    all("[data-keep]", from).forEach((field) => {
      const kept = localStorage.getItem(keyOf(field));
      if (kept && !field.value) { field.value = kept; say("Đã lấy lại chữ gõ dở lần trước"); }
    });
  }
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-keep]");
    if (field) localStorage.setItem(keyOf(field), field.value);
  });
  document.addEventListener("submit", (event) => {
    const kept = all("[data-keep]", event.target).map(keyOf);
    if (kept.length) sessionStorage.setItem("gui", JSON.stringify(kept));
    if (event.target.matches("[data-once]")) all("button", event.target).forEach((b) => b.setAttribute("aria-disabled", "true"));
  });
  // A page that comes back without errors and refusals took the words: the copies may go.
  function forgetSent() {
    const sent = JSON.parse(sessionStorage.getItem("gui") || "null");
    sessionStorage.removeItem("gui");
    if (!sent || document.querySelector(".err-sum, .login, .oops, #thong-bao .error")) return;
    sent.forEach((key) => localStorage.removeItem(key));
  }

  // --- long selects become searchable; the library is fetched only where one is needed ---
  let library;
  function pickers(from) {
    const selects = all("select[data-pick]:not(.tomselected)", from);
    if (!selects.length) return;
    library = library || new Promise((done) => {
      const css = Object.assign(document.createElement("link"), { rel: "stylesheet", href: document.body.dataset.pickCss });
      const js = Object.assign(document.createElement("script"), { src: document.body.dataset.pickJs, onload: done });
      document.head.prepend(css);
      document.head.append(js);
    });
    library.then(() => selects.filter((select) => !select.tomselect).forEach(dress));
  }
  function dress(select) {
    const name = select.labels.length ? select.labels[0].textContent.trim() : "";
    if (name) select.setAttribute("aria-label", name);
    new TomSelect(select, {
      placeholder: "Gõ để tìm",
      plugins: select.multiple ? ["remove_button"] : [],
      maxOptions: null, hidePlaceholder: false, allowEmptyOption: !select.multiple,
      render: { no_results: () => '<div class="no-results">Không tìm thấy</div>' },
    });
  }

  // --- file boxes and required fields speak Vietnamese in every browser ---
  function fileBoxes(from) {
    all("input[type=file]:not(.faced)", from).forEach((input) => {
      const face = Object.assign(document.createElement("span"), { className: "file-face" });
      const name = Object.assign(document.createElement("span"), { className: "muted cut", textContent: "hoặc kéo tệp vào đây" });
      face.append(Object.assign(document.createElement("span"), { className: "btn btn-s", textContent: "Chọn tệp" }), name);
      const box = Object.assign(document.createElement("span"), { className: "file-box" });
      input.replaceWith(box);
      box.append(face, input);
      input.classList.add("faced");
      input.addEventListener("change", () => {
        name.textContent = Array.from(input.files, (file) => file.name).join(", ") || "chưa chọn tệp";
      });
    });
  }
  document.addEventListener("invalid", (event) => {
    if (event.target.validity.valueMissing) event.target.setCustomValidity("Mục này cần được điền.");
  }, true);
  document.addEventListener("input", (event) => { if (event.target.setCustomValidity) event.target.setCustomValidity(""); });

  // --- htmx: focus, status, lost connection, ended session ---
  document.addEventListener("htmx:afterSwap", (event) => {
    const part = event.detail.elt;
    const focus = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
    if (focus) focus.focus();
    const news = part.dataset.say;
    if (news) say(news);
  });
  const offline = (on) => { document.getElementById("mat-ket-noi").hidden = !on; };
  document.addEventListener("htmx:sendError", () => offline(true));
  document.addEventListener("htmx:beforeRequest", () => offline(false));
  window.addEventListener("offline", () => offline(true));
  window.addEventListener("online", () => offline(false));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const login = document.body.dataset.login;
    if (xhr.status === 401 || (login && xhr.responseURL && new URL(xhr.responseURL).pathname === login)) {
      event.detail.shouldSwap = false;
      location.assign(`${login}?next=${encodeURIComponent(location.pathname + location.search)}`);
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    const box = document.getElementById("thong-bao");
    if (!box || status === 401) return;
    const words = { 403: "Không có quyền làm việc này, hoặc trang đã cũ: hãy tải lại trang.", 404: "Không tìm thấy, có thể đã bị gỡ.", 413: "Tệp quá lớn." };
    const note = Object.assign(document.createElement("div"), { className: "notice error" });
    note.textContent = words[status] || "Hệ thống gặp lỗi, việc này chưa xong. Hãy thử lại.";
    box.replaceChildren(note);
  });

  // --- a session that ends under a form: after signing in again the form is as it was left ---
  const LEFT = "dang-gui";
  const whoAmI = () => (document.querySelector(".me") || {}).textContent;
  const placeNow = () => location.pathname + location.search;
  const isSecret = (form, name) => name === "csrfmiddlewaretoken" || form.querySelector(`[type=password][name="${CSS.escape(name)}"]`);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.closest(".login")) return;
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !isSecret(form, name));
    const left = { at: placeNow(), who: whoAmI(), action: form.getAttribute("action") || "", fields };
    sessionStorage.setItem(LEFT, JSON.stringify(left));
  });
  function takeUpAgain() {
    const left = JSON.parse(sessionStorage.getItem(LEFT) || "null");
    if (!left) return;
    if (document.querySelector(".login")) { sessionStorage.setItem(LEFT, JSON.stringify({ ...left, ended: true })); return; }
    sessionStorage.removeItem(LEFT);
    if (!left.ended || left.at !== placeNow() || left.who !== whoAmI()) return;
    const form = Array.from(document.forms).find((one) => one.method === "post" && (one.getAttribute("action") || "") === left.action);
    const box = document.getElementById("thong-bao");
    if (!form || !box) return;
    refill(form, left.fields);
    box.append(Object.assign(document.createElement("div"), {
      className: "notice warning",
      textContent: "Phiên đăng nhập đã hết giữa chừng nên chưa gửi được. Đã điền lại những gì vừa gõ, hãy xem rồi gửi lại.",
    }));
  }
  function refill(form, fields) {
    const left = fields.slice();
    const take = (test) => { const at = left.findIndex(test); return at < 0 ? null : left.splice(at, 1)[0]; };
    Array.from(form.elements).filter((one) => one.name && !isSecret(form, one.name) && one.type !== "file").forEach((one) => {
      if (one.type === "checkbox" || one.type === "radio") one.checked = Boolean(take(([name, value]) => name === one.name && value === one.value));
      else if (one.multiple) Array.from(one.options).forEach((option) => { option.selected = Boolean(take(([name, value]) => name === one.name && value === option.value)); });
      else { const found = take(([name]) => name === one.name); if (found) one.value = found[1]; }
      const fold = one.closest("details");
      if (fold && one.type !== "hidden") fold.open = true;
    });
  }

  // Chips that do not fit scroll: the one that is on is in sight.
  function chips(from) {
    all(".filters > [aria-current]", from).forEach((chip) => {
      const row = chip.parentElement;
      if (row.scrollWidth > row.clientWidth) row.scrollLeft = chip.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2;
    });
  }

  function ready(from) {
    chips(from);
    restore(from);
    pickers(from);
    fileBoxes(from);
  }
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentElement || document));
  forgetSent();
  takeUpAgain();
  ready(document);
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();
