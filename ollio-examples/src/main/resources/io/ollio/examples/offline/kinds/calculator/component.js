// ---------- Calculator ----------

/** What each operator does. */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "−": (a, b) => a - b,
  "×": (a, b) => a * b,
  "÷": (a, b) => (b === 0 ? NaN : a / b),
};

/** Works out [2, "+", 3, "×", 4]: times and divide come before plus and minus. */
function calculate(parts) {
  const sum = [parts[0]];
  for (let i = 1; i < parts.length; i += 2) {
    const [operator, number] = [parts[i], parts[i + 1]];
    if (operator === "×" || operator === "÷") {
      sum.push(OPERATIONS[operator](sum.pop(), number));
    } else {
      sum.push(operator, number);
    }
  }
  return sum.slice(1).reduce(
    (total, part, i, rest) => (i % 2 ? OPERATIONS[rest[i - 1]](total, part) : total),
    sum[0]
  );
}

/** Twelve digits at most, so that 0.1 + 0.2 is 0.3. */
function formatNumber(number) {
  return Number.isFinite(number) ? String(Number(number.toPrecision(12))) : "Not possible";
}

/** Keeps the finished parts of the sum and the number that is being typed. */
function setUpCalculator(section) {
  const value = section.querySelector("[data-value]");
  const history = section.querySelector("[data-history]");
  let parts = [];
  let typed = "0";
  let finished = false; // The number shown is a result: the next digit starts a new one.

  const show = () => {
    value.textContent = typed.replace("-", "−");
    history.textContent = parts.map((part) => (typeof part === "number" ? formatNumber(part) : part)).join(" ") || "\u00a0";
  };
  const clear = () => {
    parts = [];
    typed = "0";
    finished = false;
  };
  const digit = (key) => {
    if (finished || typed === "Not possible") {
      clear();
    }
    if (key === "." ? !typed.includes(".") : typed.replace(/\D/g, "").length < 15) {
      typed = typed === "0" && key !== "." ? key : typed + key;
    }
  };
  const operator = (key) => {
    if (typed === "" && parts.length > 0) {
      parts[parts.length - 1] = key;
    } else if (Number.isFinite(Number(typed))) {
      parts = [...(finished ? [] : parts), Number(typed), key];
      typed = "";
    }
    finished = false;
  };
  const equals = () => {
    if (parts.length > 0 && !finished) {
      parts = typed === "" ? parts.slice(0, -1) : [...parts, Number(typed)];
      typed = formatNumber(calculate(parts));
      parts = [...parts, "="];
      finished = true;
    }
  };
  const change = (result) => {
    if (typed !== "" && Number.isFinite(Number(typed))) {
      parts = finished ? [] : parts;
      finished = false;
      typed = result(typed);
    }
  };

  const press = (key) => {
    if (/^[0-9.]$/.test(key)) {
      digit(key);
    } else if (key in OPERATIONS) {
      operator(key);
    } else if (key === "=") {
      equals();
    } else if (key === "C") {
      clear();
    } else if (key === "⌫") {
      change((text) => text.slice(0, -1).replace(/^-?$/, "0"));
    } else if (key === "%") {
      change((text) => formatNumber(Number(text) / 100));
    } else if (key === "±") {
      change((text) => (text.startsWith("-") ? text.slice(1) : text === "0" ? text : `-${text}`));
    }
    show();
  };

  section.querySelectorAll("[data-key]").forEach((button) =>
    button.addEventListener("click", () => press(button.dataset.key))
  );

  // The keyboard's names for the same keys; typing into other fields of the page is left alone.
  const names = { "*": "×", x: "×", "/": "÷", "-": "−", ",": ".", Enter: "=", Backspace: "⌫", Escape: "C", Delete: "C" };
  document.addEventListener("keydown", (event) => {
    const key = names[event.key] || event.key;
    const elsewhere = event.target.closest("input, textarea, select, dialog, a, button:not([data-key])");
    const known = section.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (known && !elsewhere && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      press(key);
    }
  });
  show();
}

document.querySelectorAll('[data-section="calculator"]').forEach(setUpCalculator);
