// The council's pages: copy a receipt, find one's own paper, keep the desk still while a question is open.
// Nothing here sends anything anywhere.
"use strict";
(() => {
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "dang-bo-phieu" && document.querySelector("details.ask[open]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      document.getElementById("tin-nhanh").textContent = "Đã chép mã";
      button.lastChild.textContent = "Đã chép";
    });
  });
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-find-code]");
    if (!field) return;
    const typed = field.value.toUpperCase().replace(/[^0-9A-Z]/g, "");
    let found = 0;
    document.querySelectorAll("[data-code]").forEach((slip) => {
      const hit = typed.length === 8 && slip.dataset.code.replace("-", "") === typed;
      slip.classList.toggle("hit", hit);
      if (hit) { found += 1; slip.scrollIntoView({ block: "center" }); }
    });
    const said = document.querySelector("[data-found]");
    said.textContent = typed.length < 8 ? "" : found ? "Tìm thấy phiếu của mã này, đã tô màu." : "Không có mã này trong danh sách.";
  });
})();
