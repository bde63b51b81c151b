// ---------- Todo list ----------

/** The saved tasks, or null when there are none that can be read. */
function readTasks(key) {
  try {
    const tasks = JSON.parse(readSaved(key));
    return Array.isArray(tasks) ? tasks : null;
  } catch (error) {
    return null;
  }
}

/** The line of one task: checkbox, text and delete button. */
function taskLine(task, changed, remove) {
  const line = document.createElement("li");
  line.className = "todo__item";
  line.classList.toggle("todo__item--done", task.done);

  const label = document.createElement("label");
  label.className = "todo__label";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = task.done;
  box.addEventListener("change", () => {
    task.done = box.checked;
    changed();
  });
  const text = document.createElement("span");
  text.className = "todo__text";
  text.textContent = task.text;
  label.append(box, text);

  const button = document.createElement("button");
  button.className = "todo__delete";
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", `Delete: ${task.text}`);
  button.addEventListener("click", remove);
  line.append(label, button);
  return line;
}

/** Keeps the tasks in an array, draws them after each change and saves them. */
function setUpTodo(section) {
  const list = section.querySelector(".todo__list");
  const input = section.querySelector(".todo__input");
  const buttons = [...section.querySelectorAll("[data-filter]")];
  const first = [...list.querySelectorAll("[data-name]")].map((name) => name.textContent);
  // Another list to start with is another list: it gets its own place in the storage.
  const key = `todo:${first.join("|")}`;
  let tasks = readTasks(key) || first.map((text) => ({ text, done: false }));
  let filter = "all";

  const draw = () => {
    const shown = tasks.filter((task) => filter === "all" || task.done === (filter === "done"));
    list.replaceChildren(
      ...shown.map((task) =>
        taskLine(task, changed, () => {
          tasks = tasks.filter((other) => other !== task);
          changed();
          input.focus();
        })
      )
    );
    const left = tasks.filter((task) => !task.done).length;
    section.querySelector("[data-empty]").hidden = shown.length > 0;
    section.querySelector("[data-left]").textContent = left === 1 ? "1 task left" : `${left} tasks left`;
    section.querySelector("[data-clear]").hidden = tasks.length === left;
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.filter === filter))
    );
  };
  const changed = () => {
    save(key, JSON.stringify(tasks));
    draw();
  };

  section.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) {
      tasks.push({ text, done: false });
      input.value = "";
      filter = filter === "done" ? "all" : filter;
      changed();
    }
    input.focus();
  });
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      filter = button.dataset.filter;
      draw();
    })
  );
  section.querySelector("[data-clear]").addEventListener("click", () => {
    tasks = tasks.filter((task) => !task.done);
    changed();
    input.focus();
  });
  draw();
}

document.querySelectorAll('[data-section="todo"]').forEach(setUpTodo);
