// ---------- Error page ----------

// Send the words to your own search here.
document.querySelectorAll(".notfound__search").forEach((form) =>
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.querySelector("input").value.trim();
    showToast(words ? `Nothing found for “${words}” yet.` : "Type a word to search for.");
  })
);
