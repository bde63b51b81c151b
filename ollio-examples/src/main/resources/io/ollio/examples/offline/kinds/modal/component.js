// ---------- Modal ----------

/** Opens the dialog, closes it on request and tells how it ended. */
function setUpModal(section) {
  const dialog = section.querySelector("dialog");
  const result = section.querySelector("[data-modal-result]");

  section.querySelector("[data-open-modal]").addEventListener("click", () => {
    result.textContent = "";
    dialog.showModal();
  });
  dialog.querySelectorAll("[data-modal-close]").forEach((button) =>
    button.addEventListener("click", () => {
      dialog.close();
      result.textContent = button.dataset.modalClose;
    })
  );
  // The dialog itself is hit only by clicks beside its content.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}

document.querySelectorAll('[data-section="modal"]').forEach(setUpModal);
