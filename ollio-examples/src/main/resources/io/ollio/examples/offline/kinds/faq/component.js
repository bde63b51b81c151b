// ---------- FAQ ----------

/** The button below the list opens or closes all answers. */
function setUpFaq(section) {
  const items = [...section.querySelectorAll("details")];
  const button = section.querySelector("[data-open-all]");
  const update = () => {
    const all = items.every((item) => item.open);
    button.textContent = all ? "Close all" : "Open all";
    button.setAttribute("aria-pressed", String(all));
  };

  button.addEventListener("click", () => {
    const open = !items.every((item) => item.open);
    items.forEach((item) => (item.open = open));
  });
  items.forEach((item) => item.addEventListener("toggle", update));
}

document.querySelectorAll('[data-section="faq"]').forEach(setUpFaq);
