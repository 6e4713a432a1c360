// Lists: which columns are shown, ways of looking that were saved on this machine, rows that are ticked.
"use strict";
(() => {
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const kept = (key, empty) => JSON.parse(localStorage.getItem(key) || empty);
  const keep = (key, value) => localStorage.setItem(key, JSON.stringify(value));
  const make = (tag, properties, ...inside) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...inside);
    return node;
  };

  // --- columns ---
  function columnMenu(table) {
    const key = `cot:${table.dataset.columns}`;
    // Columns that stand apart at first (data-off), until somebody has chosen.
    const off = all("th[data-off]", table).map((head) => head.dataset.column);
    const hidden = new Set(kept(key, JSON.stringify(off)));
    const links = all(`a[data-export="${table.dataset.columns}"]`);
    const apply = () => {
      all("[data-column]", table).forEach((cell) => { cell.hidden = hidden.has(cell.dataset.column); });
      links.forEach((link) => {
        const address = new URL(link.href);
        if (hidden.size) address.searchParams.set("an-cot", [...hidden].join(","));
        else address.searchParams.delete("an-cot");
        link.href = address;
      });
    };
    apply();
    const box = document.querySelector(`[data-columns-menu="${table.dataset.columns}"]`);
    if (!box) return;
    box.replaceChildren(...all("th[data-column]", table).slice(1).map((head) => {
      const tick = make("input", { type: "checkbox", checked: !head.hidden });
      tick.addEventListener("change", () => {
        hidden[tick.checked ? "delete" : "add"](head.dataset.column);
        keep(key, [...hidden]);
        apply();
      });
      return make("label", {}, tick, head.textContent.trim());
    }));
  }

  // --- saved ways of looking: a name for an address ---
  function viewMenu(box) {
    const key = `xem:${box.dataset.viewsMenu}`;
    const row = (view) => {
      const drop = make("button", { type: "button", className: "icon-btn", textContent: "×" });
      drop.setAttribute("aria-label", `Bỏ cách xem ${view.name}`);
      drop.addEventListener("click", (event) => {
        event.stopPropagation();
        keep(key, kept(key, "[]").filter((one) => one.name !== view.name));
        draw();
      });
      return make("div", { className: "row-x" }, make("a", { href: view.at || location.pathname, textContent: view.name }), drop);
    };
    function draw() {
      const name = make("input", { type: "text", className: "form-control", placeholder: "Tên cách xem này", maxLength: 40 });
      name.setAttribute("aria-label", "Tên cách xem này");
      const form = make("form", { className: "row-x save-view" }, name, make("button", { className: "btn btn-s", textContent: "Lưu" }));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!name.value.trim()) return;
        const view = { name: name.value.trim(), at: location.search || "?" };
        keep(key, [...kept(key, "[]").filter((one) => one.name !== view.name), view]);
        draw();
      });
      const views = kept(key, "[]");
      const none = make("p", { className: "small muted", textContent: "Lọc và sắp xếp như ý, rồi đặt tên để lần sau mở lại." });
      box.replaceChildren(...(views.length ? views.map(row) : [none]), form);
    }
    draw();
  }

  // --- ticked rows ---
  function countTicked() {
    all("[data-count-of]").forEach((node) => {
      node.textContent = all(`input[name="${node.dataset.countOf}"]:checked`).length;
    });
  }
  document.addEventListener("change", (event) => {
    const tick = event.target;
    if (tick.matches("[data-check-all]")) {
      all(`input[name="${tick.dataset.checkAll}"]`).forEach((one) => { one.checked = tick.checked; });
    }
    if (tick.matches("input[type=checkbox]")) countTicked();
  });

  function ready(from) {
    all("table[data-columns]", from).forEach(columnMenu);
    all("[data-views-menu]", from).forEach(viewMenu);
    countTicked();
  }
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentElement || document));
  ready(document);
})();
