// ---------- Footer ----------

// The year never has to be changed by hand.
document.querySelectorAll("[data-year]").forEach((year) => {
  year.textContent = String(new Date().getFullYear());
});
