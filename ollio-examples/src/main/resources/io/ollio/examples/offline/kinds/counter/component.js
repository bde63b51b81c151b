// ---------- Counter ----------

/** Each button adds its step; a step of 0 starts again. */
function setUpCounter(section) {
  const value = section.querySelector("[data-value]");
  section.querySelectorAll("[data-step]").forEach((button) =>
    button.addEventListener("click", () => {
      const step = Number(button.dataset.step);
      value.textContent = String(step === 0 ? 0 : Number(value.textContent) + step);
    })
  );
}

document.querySelectorAll('[data-section="counter"]').forEach(setUpCounter);
