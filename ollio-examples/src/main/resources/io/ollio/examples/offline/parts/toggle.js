// ---------- Theme button ----------

/** Switches the page between light and dark and remembers the choice. */
function setUpThemeButton(button) {
  const root = document.documentElement;
  const show = (theme) => {
    root.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
  };
  const startsDark = getComputedStyle(root).colorScheme.includes("dark");
  show(readSaved("theme") || (startsDark ? "dark" : "light"));
  button.addEventListener("click", () => {
    show(root.dataset.theme === "dark" ? "light" : "dark");
    save("theme", root.dataset.theme);
  });
}

document.querySelectorAll("[data-theme-button]").forEach(setUpThemeButton);
