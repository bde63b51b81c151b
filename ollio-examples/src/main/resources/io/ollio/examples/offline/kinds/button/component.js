// ---------- Buttons ----------

/** Counts the clicks on the main button: put your own action here. */
function setUpButtons(section) {
  let clicks = 0;
  section.querySelector("[data-count-clicks]").addEventListener("click", () => {
    clicks += 1;
    section.querySelector("[data-clicks]").textContent = clicks === 1 ? "Clicked once." : `Clicked ${clicks} times.`;
  });
}

document.querySelectorAll('[data-section="button"]').forEach(setUpButtons);
