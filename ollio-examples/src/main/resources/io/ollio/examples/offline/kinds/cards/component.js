// ---------- Cards ----------

/** Counts what was put into the cart and says so. */
function setUpCards(section) {
  const count = section.querySelector("[data-cart-count]");
  section.querySelectorAll("[data-add]").forEach((button) =>
    button.addEventListener("click", () => {
      if (count) {
        count.textContent = String(Number(count.textContent) + 1);
      }
      showToast(`${button.dataset.add} added.`);
    })
  );
}

document.querySelectorAll('[data-section="cards"]').forEach(setUpCards);
