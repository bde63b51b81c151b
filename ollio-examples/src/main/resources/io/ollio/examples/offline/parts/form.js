// ---------- Forms ----------

/** The sentence that tells what is wrong with a field, or "" when it is fine. */
function problemOf(input) {
  const label = input.dataset.label || input.name;
  const state = input.validity;
  if (state.valueMissing) {
    return input.type === "checkbox" ? "Please tick this box." : `Please fill in: ${label}.`;
  }
  if (state.typeMismatch && input.type === "email") {
    return "Please enter an email address such as name@example.com.";
  }
  if (state.typeMismatch && input.type === "url") {
    return "Please enter a full address that starts with https://.";
  }
  if (state.tooShort) {
    return `${label} needs at least ${input.minLength} characters.`;
  }
  if (state.patternMismatch) {
    return input.title || `Please check: ${label}.`;
  }
  if (input.dataset.same && input.value !== document.getElementById(input.dataset.same).value) {
    return "The two passwords are not the same.";
  }
  return state.valid ? "" : `Please check: ${label}.`;
}

/** Shows or clears the message below one field. */
function checkInput(input) {
  const problem = problemOf(input);
  const error = document.getElementById(`${input.id}-error`);
  if (error) {
    error.textContent = problem;
  }
  input.setAttribute("aria-invalid", String(problem !== ""));
  return problem === "";
}

/** Checks the fields on submit and shows the form's success message instead of sending it. */
function setUpForm(form) {
  const inputs = [...form.querySelectorAll("input, textarea, select")];
  const status = form.querySelector(".form__status");
  form.noValidate = true;

  inputs.forEach((input) =>
    input.addEventListener("input", () => {
      status.textContent = "";
      if (input.getAttribute("aria-invalid") === "true") {
        checkInput(input);
      }
    })
  );

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = inputs.filter((input) => !checkInput(input));
    if (wrong.length > 0) {
      status.textContent = "";
      wrong[0].focus();
      return;
    }
    // Send the data to your server here, for example with fetch().
    form.reset();
    status.textContent = form.dataset.success;
  });

  // Buttons that show or hide a password.
  form.querySelectorAll(".field__reveal").forEach((button) =>
    button.addEventListener("click", () => {
      const input = document.getElementById(button.getAttribute("aria-controls"));
      const show = input.type === "password";
      input.type = show ? "text" : "password";
      button.textContent = show ? "Hide" : "Show"; // The state for screen readers is aria-pressed.
      button.setAttribute("aria-pressed", String(show));
    })
  );
}

document.querySelectorAll("form[data-form]").forEach(setUpForm);
