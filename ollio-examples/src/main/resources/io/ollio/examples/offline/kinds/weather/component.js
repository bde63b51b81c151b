// ---------- Weather ----------

/** Names the coming days after today and switches between the two units. */
function setUpWeather(section) {
  section.querySelectorAll("[data-day]").forEach((day) => {
    const offset = Number(day.dataset.day);
    if (offset > 0) {
      const date = new Date();
      date.setDate(date.getDate() + offset);
      day.textContent = date.toLocaleDateString("en", { weekday: "short" });
    }
  });

  const buttons = [...section.querySelectorAll("[data-unit]")];
  const show = (unit) => {
    section.querySelectorAll("[data-celsius]").forEach((value) => {
      const celsius = Number(value.dataset.celsius);
      value.textContent = String(unit === "F" ? Math.round(celsius * 1.8 + 32) : celsius);
    });
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.unit === unit))
    );
  };
  buttons.forEach((button) => button.addEventListener("click", () => show(button.dataset.unit)));
}

document.querySelectorAll('[data-section="weather"]').forEach(setUpWeather);
