// ---------- Star rating ----------

/** Thanks for the chosen stars instead of sending them. */
function setUpRating(section) {
  const form = section.querySelector("form");
  const result = section.querySelector("[data-rating-result]");
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const stars = new FormData(form).get("stars");
    // Send the rating to your server here.
    result.textContent = stars ? `Thank you for ${stars} of 5 stars!` : "Please choose your stars first.";
  });
}

document.querySelectorAll('[data-section="rating"]').forEach(setUpRating);
