// ---------- Profile ----------

/** The first button switches between following and not following. */
function setUpProfile(section) {
  const button = section.querySelector("[data-follow]");
  const label = button.textContent;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? `${label} ✓` : label;
  });
}

document.querySelectorAll('[data-section="profile"]').forEach(setUpProfile);
