// Hides the issues that are not looked for, and most of a long list. Without it the list is whole.
const form = document.getElementById("find");
const items = Array.from(document.querySelectorAll("#issues > li"));
const count = document.getElementById("count");
const more = document.getElementById("more");
const AT_ONCE = 120;
let limit = AT_ONCE;
const shown = () => {
  const words = form.words.value.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  let n = 0;
  for (const item of items) {
    const d = item.dataset;
    const fits = words.every((word) => d.searched.includes(word))
      && ["series", "period", "language"].every((name) => !form[name].value || d[name] === form[name].value)
      && (form.replaced.checked || d.status !== "replaced");
    if (fits) n += 1;
    item.classList.toggle("shown", fits && n <= limit);
  }
  count.textContent = n + " of " + items.length + (items.length === 1 ? " issue" : " issues");
  more.hidden = n <= limit;
  more.textContent = "Show more (" + Math.min(n, limit) + " of " + n + " are shown)";
  const asked = new URLSearchParams(new FormData(form));
  for (const [name, value] of Array.from(asked)) if (!value) asked.delete(name);
  history.replaceState(null, "", location.pathname + location.search + (String(asked) ? "#" + asked : ""));
};
const looked = () => {
  limit = AT_ONCE;
  shown();
};
const begin = () => {
  form.reset();
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name);
    if (field && field.type === "checkbox") field.checked = true; else if (field) field.value = value;
  }
  looked();
};
more.addEventListener("click", () => {
  const first = items.filter((item) => item.classList.contains("shown")).length;
  limit += AT_ONCE;
  shown();
  // Whoever goes on from the keyboard goes on with the first new one.
  const next = items.filter((item) => item.classList.contains("shown"))[first];
  const link = next && next.querySelector(".links a");
  if (link) link.focus();
});
form.addEventListener("input", looked);
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", begin);
form.hidden = false;
begin();
