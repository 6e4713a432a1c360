// Reviewing a sheet: press a cell to say what the remark is about; the reason for returning opens as a dialog.
// Without JavaScript the place is chosen from the list and the reason has a page of its own.
"use strict";
(() => {
  const place = document.getElementById("ve");
  const text = document.getElementById("yk");
  const dialog = document.getElementById("tra-lai");
  let opener = null;

  function choose(cell) {
    document.querySelectorAll(".sheet .is-focus").forEach((one) => one.classList.remove("is-focus"));
    cell.classList.add("is-focus");
    place.value = cell.dataset.place;
    text.placeholder = `Về ${cell.dataset.where.toLowerCase().slice(0, 5)}${cell.dataset.where.slice(5)}…`;
    text.focus({ preventScroll: window.innerWidth > 767 });
  }
  document.querySelectorAll("[data-place]").forEach((cell) => {
    cell.tabIndex = 0;
    cell.setAttribute("aria-label", `Ghi ý kiến về ${cell.dataset.where}: ${cell.textContent.trim().replace(/\s+/g, " ")}`);
  });
  document.addEventListener("click", (event) => {
    const modal = event.target.closest("[data-modal]");
    if (modal && dialog) {
      event.preventDefault();
      opener = modal;
      dialog.showModal();
      dialog.querySelector("[tabindex='-1']").focus();
      return;
    }
    if (event.target.closest("[data-modal-close]") && dialog && dialog.open) { event.preventDefault(); dialog.close(); return; }
    const cell = event.target.closest("[data-place]");
    if (cell && !event.target.closest("a")) choose(cell);
  });
  document.addEventListener("keydown", (event) => {
    const cell = event.target.matches("[data-place]") ? event.target : null;
    if (cell && (event.key === "Enter" || event.key === "c")) { event.preventDefault(); choose(cell); return; }
    if (event.key === "c" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select")) { event.preventDefault(); text.focus(); }
  });
  if (dialog) dialog.addEventListener("close", () => { if (opener) opener.focus(); });
})();
