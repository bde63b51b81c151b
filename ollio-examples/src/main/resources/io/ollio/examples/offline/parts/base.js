"use strict";

// ---------- Base ----------

/** Shows a short message at the bottom of the screen; screen readers announce it. */
function showToast(message) {
  let toast = document.querySelector(".toast");
  if (!toast) {
    toast = document.createElement("p");
    toast.className = "toast";
    toast.setAttribute("role", "status");
    document.body.append(toast);
  }
  toast.textContent = message;
  toast.classList.add("toast--visible");
  clearTimeout(showToast.timer);
  showToast.timer = setTimeout(() => toast.classList.remove("toast--visible"), 2600);
}

// Every element with data-toast answers a click with that message.
document.addEventListener("click", (event) => {
  const source = event.target.closest("[data-toast]");
  if (source) {
    showToast(source.dataset.toast);
  }
});
