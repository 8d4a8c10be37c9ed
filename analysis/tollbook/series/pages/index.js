// Hides the issues that are not looked for. Without it the list is whole.
const form = document.getElementById("find");
const items = Array.from(document.querySelectorAll("#issues > li"));
const count = document.getElementById("count");
const shown = () => {
  const words = form.words.value.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  let n = 0;
  for (const item of items) {
    const d = item.dataset;
    const fits = words.every((word) => d.searched.includes(word))
      && ["series", "period", "language"].every((name) => !form[name].value || d[name] === form[name].value)
      && (form.replaced.checked || d.status !== "replaced");
    item.hidden = !fits;
    if (fits) n += 1;
  }
  count.textContent = n + " of " + items.length + (items.length === 1 ? " issue" : " issues");
  const asked = new URLSearchParams(new FormData(form));
  for (const [name, value] of Array.from(asked)) if (!value) asked.delete(name);
  history.replaceState(null, "", location.pathname + location.search + (String(asked) ? "#" + asked : ""));
};
const begin = () => {
  form.reset();
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name);
    if (field && field.type === "checkbox") field.checked = true; else if (field) field.value = value;
  }
  shown();
};
form.addEventListener("input", shown);
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", begin);
form.hidden = false;
begin();
