// ---------- Pricing ----------

/** Switches all prices between monthly and yearly; a year costs ten months. */
function setUpPricing(section) {
  const buttons = [...section.querySelectorAll("[data-period]")];
  const prices = [...section.querySelectorAll("[data-price]")];
  const firstText = prices.map((price) => price.textContent);
  const units = prices.map((price) => price.parentElement.querySelector("[data-unit]"));
  const firstUnits = units.map((unit) => unit.textContent);

  const show = (period) => {
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.period === period))
    );
    prices.forEach((price, i) => {
      const yearly = Math.round(Number(price.dataset.price) * 1000) / 100;
      price.textContent =
        period === "year" ? firstText[i].replace(price.dataset.price, String(yearly)) : firstText[i];
      units[i].textContent = period === "year" ? "per year" : firstUnits[i];
    });
  };

  buttons.forEach((button) => button.addEventListener("click", () => show(button.dataset.period)));
}

document.querySelectorAll('[data-section="pricing"]').forEach(setUpPricing);
