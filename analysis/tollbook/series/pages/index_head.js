// Before the list is read: a long one is not laid out whole. Where the script at the end fails, it is shown whole after all.
document.documentElement.className = "js";
window.onerror = function () { document.documentElement.className = ""; };
