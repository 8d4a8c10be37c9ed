// Hides the issues that are not looked for. Without it the list is whole.
const form = document.getElementById("find");
const items = Array.from(document.querySelectorAll("#issues > li"));
const count = document.getElementById("count");
const shown = () => {
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let n = 0;
  for (const item of items) {
    const d = item.dataset;
    const fits = words.every((word) => d.searched.includes(word))
      && ["title", "period", "language"].every((name) => !form[name].value || d[name] === form[name].value)
      && (form.all.checked || d.status !== "replaced");
    item.hidden = !fits;
    if (fits) n += 1;
  }
  count.textContent = n + " of " + items.length;
  const asked = new URLSearchParams(new FormData(form));
  for (const [name, value] of Array.from(asked)) if (!value) asked.delete(name);
  history.replaceState(null, "", asked.size ? "#" + asked : location.pathname + location.search);
};
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  if (form[name] && form[name].type === "checkbox") form[name].checked = true; else if (form[name]) form[name].value = value;
}
form.addEventListener("input", shown);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
shown();
